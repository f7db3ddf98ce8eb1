import { failuresForMany } from './abuse.ts';
import { AT_MILLIS, incidents, startOf } from './query.ts';

/**
 * Queries for attacks on logins and on many accounts. On a quiet month of a thousand users none finds anything:
 * test/unit/audit/quiet-month.test.ts.
 */

/** Wrong passwords of one account in a day. A user asks for a reset before that. */
const FAILED_LOGINS = 20;
/** Wrong passwords before a right one. */
const FAILED_BEFORE_SUCCESS = 10;
/** Accounts in a day. An office behind one address stays below. */
const SPRAYED_IN_A_DAY = 30;
/** Orders of one administrator in an hour. */
const ORDERS_IN_AN_HOUR = 20;

/** Wrong password, or an attempt that was refused because there had been too many. */
const FAILED = '(audit.event = "login_failed" or audit.reason = "log-in-per-account")';

export const loginGuessing = incidents({
  name: 'login-guessing',
  question: `Which users had ${FAILED_LOGINS} or more failed logins in a day (UTC), from whatever networks?`,
  aHitMeans:
    'someone guesses the password of that account. Run who with the digest, then success-after-failures; the owner ' +
    'should choose a new password.',
  text: `filter ${FAILED} and ispresent(audit.subject)
| stats count_distinct(audit.id) as failures, count_distinct(audit.sourcePrefix) as networks, sortsFirst(audit.at) as firstAt, sortsLast(audit.at) as at by audit.subject, ${startOf('1d')} as day
| filter failures >= ${FAILED_LOGINS}
| sort at desc
| limit 10000`,
});

export const successAfterFailures = incidents({
  name: 'success-after-failures',
  question: `Which users logged in after ${FAILED_BEFORE_SUCCESS} or more failed logins on the same day (UTC)?`,
  aHitMeans: 'a guesser may have found the password. Run who with the digest, disable the account, and call the owner.',
  text: `filter (audit.event = "login_succeeded" or ${FAILED}) and ispresent(audit.subject)
| fields 1 - strcontains(audit.event, "login_succeeded") as isFailed, ${AT_MILLIS} as millis
| stats max(isFailed) as failed, max(millis) as recordedMillis, sortsFirst(audit.at) as recordedAt by audit.id, audit.subject, ${startOf('1d')} as day
| stats sum(failed) as failures, count(*) - sum(failed) as successes, min(recordedMillis + (1 - failed) * 10000000000000) as firstFailure, max(recordedMillis * (1 - failed)) as lastSuccess, sortsLast(recordedAt) as at by audit.subject, day
| filter failures >= ${FAILED_BEFORE_SUCCESS} and successes > 0 and lastSuccess > firstFailure
| sort at desc
| limit 10000`,
});

export const slowSpraying = incidents({
  name: 'slow-spraying',
  question: `Which networks failed to log in or to verify a code for ${SPRAYED_IN_A_DAY} or more accounts in a day (UTC)?`,
  aHitMeans:
    'one source tries a few secrets on many accounts, slowly. Block the network, and look for successes from it.',
  text: failuresForMany(SPRAYED_IN_A_DAY, 'day'),
});

export const manyOrders = incidents({
  name: 'many-orders',
  question: `Which administrators gave ${ORDERS_IN_AN_HOUR} or more orders in an hour?`,
  aHitMeans: "a script, a mistake, or someone with an administrator's rights. Run orders, and ask the administrator.",
  text: `filter audit.actor = "administrator" and ispresent(audit.by)
| stats count_distinct(audit.id) as orders, count_distinct(audit.event) as kinds, sortsFirst(audit.at) as firstAt, sortsLast(audit.at) as at by audit.by, ${startOf('1h')} as hour
| filter orders >= ${ORDERS_IN_AN_HOUR}
| sort at desc
| limit 10000`,
});

export const linkOnly = incidents({
  name: 'link-only',
  question: "Which accounts have codes that work by the mail's link alone?",
  aHitMeans:
    'someone has used up the guesses of that account. Its owner can still reset the password by the link. Run who with ' +
    'the digest, tell the owner, and give the guesses back with resets resume.',
  text: `filter audit.event = "otp_mailed" and audit.reason = "by-mail-link-only" and ispresent(audit.subject)
| stats count_distinct(audit.id) as codes, sortsFirst(audit.at) as firstAt, sortsLast(audit.at) as at, latest(audit.reference) as reference by audit.subject
| sort at desc
| limit 10000`,
});
