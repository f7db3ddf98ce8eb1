import type { MailTexts } from './mail-texts.ts';
import { timesIn } from './times.ts';

export const en: MailTexts = {
  ...timesIn('en-GB'),
  colon: ': ',
  referenceLabel: 'Reference',
  userIdLabel: 'User ID',
  askedLabel: 'Requested',
  networkLabel: 'Network',
  browserLabel: 'Browser',
  browser: (family, system) => `${family} on ${system}`,
  questions: 'Questions?',
  footer: (productName) => `${productName} sent this email. Replies to it are not read.`,
  otp: {
    subject: (productName) => `Your code to reset your ${productName} password`,
    preheader: (minutes) => `Open this email to see the code. It works for ${minutes}.`,
    title: 'Reset your password',
    lead: 'Enter this code on the page where you asked for it:',
    leadByAdministrator:
      'An administrator started a password reset for you. Open the link below, or the one that they gave you, and enter this code there yourself:',
    lifetime: (minutes, expiresAt) =>
      `The code works once, for ${minutes}, until ${expiresAt}. A newer code replaces it.`,
    enter: 'Closed the page, or using another device? Open it here:',
    enterLabel: 'Enter the code',
    keepSecret: 'Do not share this code with anyone. We will never ask you for it.',
    notMeLabel: 'Didn’t ask for this?',
    notMe:
      'Unless this code is used, your password stays the same. You can ignore this email, or use the link to stop the request.',
    notMeByAdministrator:
      'Unless this code is used, your password stays the same. If no administrator is helping you, use the link to stop the request.',
  },
  passwordChanged: {
    subject: (productName) => `Your ${productName} password was changed`,
    preheader: 'If this was not you, open this email and act now.',
    title: 'Your password was changed',
    lead: (changedAt) =>
      `The password of your account was changed on ${changedAt}, with a code that we emailed to you.`,
    wasMe: 'If this was you, there is nothing more to do. Everyone who was logged in to the account was logged out.',
    notMeTitle: 'If this was not you',
    notMe: 'Use this button now. It leads to a page where you block the new password and end all sessions:',
    notMeLabel: 'This wasn’t me',
    next: 'Then change the password of your mailbox, because someone else may be reading your email. After that, set a new password here:',
  },
  userIdList: {
    subject: (productName) => `Your user ID for ${productName}`,
    preheader: 'Open this email to see what is registered with this address.',
    title: 'Forgot your user ID?',
    lead: 'These user IDs are registered with this email address:',
    notMe: 'Didn’t ask for this? You can ignore this email. It went to this address only.',
  },
  limitReached: {
    subject: (productName) => `No more password reset codes for ${productName} for now`,
    preheader: 'You can set a new password without waiting.',
    title: 'No more codes for now',
    lead: 'Someone, perhaps you, has asked for several codes to set a new password for this account.',
    until: (time) =>
      `If you start again from the login page, the next code can be sent from ${time}. Codes that you have already received keep working until they expire.`,
    goOn: 'You do not have to wait. To set a new password now, use this button:',
    goOnLabel: 'Continue my reset',
    notMe:
      'If you did not ask for the codes, ignore this email. Your password has not changed, and you can log in as usual. Do not share any code with anyone.',
  },
  resetRefused: {
    subject: (productName) => `A password reset code for ${productName} was refused`,
    preheader: 'No password was set. Check whether it was you.',
    title: 'A code was refused',
    lead: 'Someone entered a code from an email to this address. It was refused because the account had changed after the email was sent. No password was set.',
    notMe:
      'If it was not you, someone else may be reading your email: change the password of your mailbox, and tell your support team.',
    wasMe: 'If it was you, ask for a new code here:',
  },
  addressesChanged: {
    subject: (productName) => `Your email addresses for ${productName} were changed`,
    preheader: 'Check whether you asked for it.',
    title: 'Your email addresses were changed',
    lead: (changedAt) =>
      `An administrator changed the email addresses that are registered for your account (${changedAt}). Codes and notices now go to the new addresses only.`,
    next: 'If you asked for this, there is nothing to do. If not, tell your support team at once: anyone who reads the new addresses can set a new password.',
  },
};
