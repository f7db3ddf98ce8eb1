import { incidents, startOf } from './query.ts';

/** Queries for attacks. Their thresholds are chosen so that a household or a help desk stays below them. */

/** Wrong guesses in a day over all codes. A user rarely mistypes that often. */
const WRONG_GUESSES = 5;
const SPRAYED_SUBJECTS = 10;
const REQUESTED_SUBJECTS = 5;
const CHANGED_SUBJECTS = 3;

/** Text of a query for networks that failed to log in or to verify a code for so many accounts in a window. */
export const failuresForMany = (accounts: number, window: 'hour' | 'day'): string =>
  `filter audit.event in ["login_failed", "otp_denied"] and ispresent(audit.sourcePrefix)
| fields coalesce(audit.subject, audit.request) as target
| stats count_distinct(target) as subjects, count_distinct(audit.id) as failures, sortsFirst(audit.at) as firstAt, sortsLast(audit.at) as at by audit.sourcePrefix, ${startOf(window === 'hour' ? '1h' : '1d')} as ${window}
| filter subjects >= ${accounts}
| sort at desc
| limit 10000`;

export const guessing = incidents({
  name: 'guessing',
  question: `Which users had a code locked, or ${WRONG_GUESSES} or more wrong guesses in a day (UTC)?`,
  aHitMeans:
    'someone tries to guess the codes of that account. The limits held if its password was not changed: run subject ' +
    'with the same digest.',
  text: `filter audit.event in ["otp_attempted", "otp_verified", "otp_locked"] and ispresent(audit.subject)
| fields strcontains(audit.event, "otp_attempted") as isGuess, strcontains(audit.event, "otp_verified") as isRight, strcontains(audit.event, "otp_locked") as isLock
| stats max(isGuess) as guess, max(isRight) as rightGuess, max(isLock) as lock, sortsFirst(audit.at) as recordedAt by audit.id, audit.subject, ${startOf('1d')} as day
| stats sum(guess) as guesses, sum(rightGuess) as rightGuesses, sum(lock) as locks, sortsFirst(recordedAt) as firstAt, sortsLast(recordedAt) as at by audit.subject, day
| filter locks > 0 or guesses - rightGuesses >= ${WRONG_GUESSES}
| sort at desc
| limit 10000`,
});

export const spraying = incidents({
  name: 'spraying',
  question: `Which networks failed to log in or to verify a code for ${SPRAYED_SUBJECTS} or more accounts in an hour?`,
  aHitMeans:
    'one source tries a few secrets on many accounts. Block the network at the firewall, and look for successes ' +
    'from it.',
  text: failuresForMany(SPRAYED_SUBJECTS, 'hour'),
});

export const actingForOthers = incidents({
  name: 'acting-for-others',
  question:
    `Which sources requested codes for ${REQUESTED_SUBJECTS} or more accounts, or changed ${CHANGED_SUBJECTS} or ` +
    'more passwords, in a day (UTC)?',
  aHitMeans: 'one source acts for many users: a help desk behind one address, or someone who reads their mail.',
  text: `filter audit.event in ["reset_requested", "password_changed"] and audit.actor = "self" and ispresent(audit.sourceDigest) and ispresent(audit.subject)
| fields strcontains(audit.event, "password_changed") as isChanged
| stats max(isChanged) as changed, sortsLast(audit.at) as recordedAt by audit.sourceDigest, audit.sourcePrefix, audit.subject, ${startOf('1d')} as day
| stats count(*) as subjects, sum(changed) as changes, sortsLast(recordedAt) as at by audit.sourceDigest, audit.sourcePrefix, day
| filter subjects >= ${REQUESTED_SUBJECTS} or changes >= ${CHANGED_SUBJECTS}
| sort at desc
| limit 10000`,
});

export const controlOutages = incidents({
  name: 'control-outages',
  question: 'When was the captcha or the check for breached passwords unavailable?',
  aHitMeans:
    'without the captcha no step was possible (it fails closed); without the check for breached passwords, ' +
    'passwords were set unchecked (it fails open).',
  text: `filter audit.event in ["human_check_unavailable", "breach_check_unavailable"]
| stats count_distinct(audit.id) as calls, sortsFirst(audit.at) as firstAt, sortsLast(audit.at) as at, latest(audit.reason) as reason by audit.event, ${startOf('1h')} as hour
| sort at desc
| limit 10000`,
});
