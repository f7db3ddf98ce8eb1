import { AT_MILLIS, incidents } from './query.ts';

/** Queries for changed passwords without the events that must come with a change. */

/** Seconds after which everything that follows a change is done: by the stream, its retries or the redelivery. */
const SETTLED_AFTER = 900;

/** Seconds between the code and the change, far more than the maximum of `resetTokenLifetimeSeconds` (600). */
const CODE_TO_CHANGE = 3600;

export const changesWithoutCode = incidents({
  name: 'changes-without-code',
  question: 'Which passwords were changed by a request without a verified code?',
  aHitMeans:
    'the code was bypassed, or its verification was not recorded. Treat the account as taken over, and run gaps.',
  margin: { before: CODE_TO_CHANGE, after: 0, of: 'password_changed' },
  text: `filter audit.event in ["otp_verified", "password_changed"] and ispresent(audit.sequence) and ispresent(audit.reference)
| fields strcontains(audit.event, "otp_verified") as isVerified, strcontains(audit.event, "password_changed") as isChanged
| stats max(isVerified) as verified, max(isChanged) as changed, sortsLast(audit.at) as at, latest(audit.subject) as subject by audit.reference, audit.request
| filter changed = 1 and verified = 0
| sort at desc
| limit 10000`,
});

/** Returns a query for requests with a change that another event did not follow. */
const changeWithout = (follows: string, isFollowed: string): string =>
  `filter audit.event in ["password_changed", "${follows}"] and ispresent(audit.sequence) and ispresent(audit.reference)
| fields strcontains(audit.event, "password_changed") as isChanged, ${isFollowed} as isFollowed, ${AT_MILLIS} as millis
| stats max(isChanged) as changed, max(isFollowed) as followed, min(millis) as firstMillis, sortsFirst(audit.at) as at, latest(audit.subject) as subject by audit.reference, audit.request
| filter changed = 1 and followed = 0 and firstMillis < (now() - ${SETTLED_AFTER}) * 1000
| sort at desc
| limit 10000`;

export const changesWithoutNotice = incidents({
  name: 'changes-without-notice',
  question: 'Which changed passwords had no notice to the owner within 15 minutes?',
  aHitMeans:
    'the mail service accepted no mail about the change, so the owner may not know of it. Notify them in another way.',
  margin: { before: 0, after: SETTLED_AFTER },
  // A notice that no address accepted has a reason.
  text: changeWithout('change_notified', 'strcontains(audit.event, "change_notified") * isempty(audit.reason)'),
});

export const noticesNotDelivered = incidents({
  name: 'notices-not-delivered',
  question: 'Which mails about a changed password were not delivered?',
  aHitMeans:
    'an address of the owner did not get the notice. If no other address did, notify the owner in another way.',
  text: `filter audit.mail = "password-changed" and audit.event in ["mail_bounced", "mail_rejected"]
| stats count_distinct(audit.id) as reports, sortsLast(audit.at) as at, latest(audit.reason) as reason by audit.reference, audit.event, audit.recipient
| sort at desc
| limit 10000`,
});

export const changesUnsettled = incidents({
  name: 'changes-unsettled',
  question: 'Which changes began and had no known outcome after 15 minutes?',
  aHitMeans: 'the directory did not say whether it changed the password. The redelivery or the directory is down.',
  margin: { before: 0, after: SETTLED_AFTER },
  text: `filter audit.event in ["password_applying", "password_rejected", "password_not_changed", "password_changed"] and ispresent(audit.sequence) and ispresent(audit.reference)
| fields strcontains(audit.event, "password_applying") as isBegun, ${AT_MILLIS} as millis
| stats max(isBegun) as begun, min(millis) as recordedMillis, sortsLast(audit.at) as recordedAt by audit.id, audit.reference, audit.request
| stats sum(begun) as begins, count(*) - sum(begun) as ends, max(recordedMillis) as lastMillis, sortsLast(recordedAt) as at by audit.reference, audit.request
| filter begins > ends and lastMillis < (now() - ${SETTLED_AFTER}) * 1000
| sort at desc
| limit 10000`,
});

export const sessionsNotEnded = incidents({
  name: 'sessions-not-ended',
  question: 'Which changed passwords did not end the earlier sessions within 15 minutes?',
  aHitMeans:
    'someone who logged in with the old password may still be logged in. End the sessions of the account by hand. ' +
    'With the directory ldap every change is listed.',
  margin: { before: 0, after: SETTLED_AFTER },
  text: changeWithout('sessions_ended', 'strcontains(audit.event, "sessions_ended")'),
});

export const changesReported = incidents({
  name: 'changes-reported',
  question: 'Which requests did the owner report with "this wasn\'t me"?',
  aHitMeans:
    'someone else requested the code. With the reason after-change someone else also set the password: disable the ' +
    'account and call the owner.',
  text: `filter audit.event = "reported_not_me" and ispresent(audit.reference)
| stats count_distinct(audit.id) as reports, sortsFirst(audit.at) as at, latest(audit.reason) as reason, latest(audit.subject) as subject by audit.reference
| sort at desc
| limit 10000`,
});
