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
  recoveryPaused: {
    subject: (productName) => `${productName}: no more codes are mailed for now`,
    lead: 'Someone, perhaps you, has often asked for codes to set a new password for this account:',
    untilTomorrow: 'To protect the account, no more codes are mailed until tomorrow.',
    untilLogin:
      'To protect the account, no more codes are mailed until you log in with your password. If you do not know it any more, ask the support of your organization.',
    untilHelp:
      'To protect the account, no more codes are mailed until the support of your organization allows it again.',
    loginWorks: 'Logging in works as ever: that someone asks for codes changes nothing in the account.',
    notMe: 'If you did not ask for the codes, there is nothing to do. Give no code that you were mailed to anybody.',
  },
};
