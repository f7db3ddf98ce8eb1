import { instantIn } from './instant.ts';
import type { MailTexts } from './mail-texts.ts';

export const en: MailTexts = {
  instant: instantIn('en-GB'),
  colon: ': ',
  referenceLabel: 'Reference',
  userIdLabel: 'User ID',
  askedLabel: 'Asked for',
  networkLabel: 'From the network',
  browserLabel: 'With',
  browser: (family, system) => `${family} on ${system}`,
  questions: 'Questions?',
  footer: (productName) => `${productName} sent this mail. Please do not answer it.`,
  otp: {
    subject: (productName) => `${productName}: your code to set a new password`,
    lead: 'Enter this code on the page where you asked for it:',
    leadByAdministrator:
      'An administrator started a password reset for you. Open the link that you were given, and enter this code there yourself:',
    enter: 'Or use this button. It opens the right page in any browser, and the code always works there:',
    enterLabel: 'Enter the code',
    lifetime: (expiresAt) =>
      `The code works once, until ${expiresAt}. The page shows the same reference. A newer code replaces this one.`,
    keepSecret: 'Give the code to nobody. Nobody of us will ever ask you for it.',
    notMe: 'You did not ask for a code? Then your password stays as it is. You can end the request here:',
    notMeByAdministrator:
      'You did not ask an administrator for help? Then your password stays as it is. You can end the request here:',
    notMeLabel: 'This wasn’t me',
  },
  passwordChanged: {
    subject: (productName) => `${productName}: your password was changed`,
    lead: (changedAt) => `The password of your account was changed on ${changedAt}, with a code from a mail to you.`,
    wasMe: 'If it was you, there is nothing more to do. Whoever was logged in to the account was logged out.',
    notMe:
      'If it was not you, someone else may read your mail: change the password of your mailbox first, then set a new password here by “Forgot your User ID/Password?”. Tell us too:',
    notMeLabel: 'This wasn’t me',
  },
  userIdList: {
    subject: (productName) => `${productName}: what you asked for`,
    lead: 'These user IDs are registered with this address:',
    notMe: 'You did not ask for this? Then there is nothing to do: only this address was told.',
  },
  limitReached: {
    subject: (productName) => `${productName}: no more codes for now`,
    lead: 'Someone, perhaps you, has asked for several codes to set a new password for this account.',
    until: (time) =>
      `If you start again from the login page, the next code can be sent from ${time}. Codes that you have already received keep working until they expire.`,
    goOn: 'You do not have to wait. If you want to set a new password now, use this button:',
    goOnLabel: 'Continue my reset',
    notMe:
      'If you did not ask for the codes, ignore this email. Your password has not changed, and you can log in as usual. Do not give any code to anyone.',
  },
  resetRefused: {
    subject: (productName) => `${productName}: a code was refused`,
    lead: 'Someone entered a code from an email to this address. It was refused because the account had changed after the email was sent. No password was set.',
    next: 'If it was you, ask for a new code. If it was not you, someone else may be able to read your email: change the password of your mailbox and tell your support team.',
  },
};
