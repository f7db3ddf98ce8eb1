import type { AuditEventName } from '../../functions/domain/audit-event.ts';

/** Events of a request in plain words. `reason` is that of the event, or empty. */
const WORDS: { readonly [Name in AuditEventName]?: string | ((reason: string) => string) } = {
  reset_requested: 'A reset was asked for.',
  otp_reissued: 'Another code was asked for.',
  otp_mailed: 'The code was mailed to every registered address.',
  otp_suppressed: (reason) => `No code was mailed: ${suppressedWords(reason)}.`,
  otp_attempted: 'A code was entered.',
  otp_verified: 'The code was right.',
  otp_denied: 'The code was wrong.',
  otp_locked: 'The last guess was wrong. The page takes no more; the link in the mail still works.',
  reset_refused: (reason) => `A call was refused: ${reason}.`,
  password_applying: 'A new password was sent.',
  password_rejected: (reason) => `The new password was refused: ${reason}.`,
  password_not_changed: (reason) => `The password was not changed: ${reason}.`,
  password_outcome_unknown: 'The directory did not answer. The outcome follows within minutes.',
  password_overdue: 'The outcome of the change is being found out.',
  password_changed: 'The password was changed.',
  sessions_ended: 'All sessions of the user were ended.',
  change_notified: (reason) =>
    reason === '' ? 'The user was told by mail of the change.' : `Nobody could be told: ${reason}.`,
  refusal_notified: 'The addresses that got the code were warned that it was refused.',
  password_revoked: 'The new password was blocked, because the owner reported the change.',
  mail_partly_sent: 'Some addresses have the mail; the others get it later.',
  mail_delivered: 'The mail reached the mailbox.',
  mail_bounced: (reason) => `The mailbox refused the mail: ${reason}.`,
  mail_complained: 'The recipient marked the mail as spam.',
  mail_rejected: (reason) => `The mail service did not send the mail: ${reason}.`,
  reset_superseded: 'The request ended, because another one changed the password.',
  reset_cancelled: 'An administrator ended the request.',
  reported_not_me: 'The owner reported: this wasn’t me.',
  limit_hit: (reason) => `A limit was reached: ${LIMITS[reason] ?? reason}.`,
  human_check_failed: 'The captcha was not passed.',
  human_check_unavailable: 'The captcha’s provider did not answer.',
  breach_check_unavailable: 'The check for breached passwords did not answer; the password was accepted.',
};

const SUPPRESSED: Readonly<Record<string, string>> = {
  'unknown-account': 'there is no such user',
  'account-disabled': 'the user is disabled',
  'no-address': 'the user has no address',
  'codes-per-hour': 'the codes of the hour were used',
  'codes-per-day': 'the codes of the day were used',
  'account-cooldown': 'another code had just been mailed',
  'mails-per-address': 'the address had got all mails of the hour',
  'service-mail-ceiling': 'the service had sent all mails of the day',
  expired: 'it was too late',
};

const LIMITS: Readonly<Record<string, string>> = {
  'start-per-source': 'too many starts from one network',
  'remind-per-source': 'too many reminders from one network',
  'log-in-per-source': 'too many failed logins from one network',
  'log-in-per-account': 'too many failed logins of the account',
  'resend-cooldown': 'another code was asked for too early',
  'codes-per-request': 'no more codes for this request',
};

/** Says why no code was mailed, as the end of a sentence. */
export const suppressedWords = (reason: string): string => SUPPRESSED[reason.split(' ')[0] ?? ''] ?? reason;

/** Returns one sentence about an event. An event without words is shown by its name. */
export function wordsOf(event: string, reason = ''): string {
  const words = Object.hasOwn(WORDS, event) ? WORDS[event as AuditEventName] : undefined;
  if (words === undefined) return reason === '' ? event : `${event}: ${reason}`;
  return typeof words === 'string' ? words : words(reason);
}
