import { incidents } from './query.ts';

/** What a changed password has to come with. */

/** Seconds within which the stream, its retries and the redelivery of every minute have done what follows from a change. */
const SETTLED_AFTER = 900;

/** A reset token lives 10 minutes, and 60 at most, between the code and the change (`resetTokenLifetimeSeconds`). */
const CODE_TO_CHANGE = 3600;

export const changesWithoutCode = incidents({
  name: 'changes-without-code',
  question: 'Which passwords were changed by a request in which no code had been verified?',
  aHitMeans:
    'the proof of the mailbox was by-passed, or the verification is not on record: treat the account as taken over, and see gaps.',
  margin: { before: CODE_TO_CHANGE, after: 0 },
  text: `filter audit.event in ["otp_verified", "password_changed"] and ispresent(audit.sequence) and ispresent(audit.reference)
| fields strcontains(audit.event, "otp_verified") as isVerified, strcontains(audit.event, "password_changed") as isChanged
| stats max(isVerified) as verified, max(isChanged) as changed, sortsLast(audit.at) as at, latest(audit.subject) as subject by audit.reference, audit.request
| filter changed = 1 and verified = 0
| sort at desc
| limit 10000`,
});

/** Requests with a change that a second event has not followed. */
const changeWithout = (follows: string, isFollowed: string): string =>
  `filter audit.event in ["password_changed", "${follows}"] and ispresent(audit.sequence) and ispresent(audit.reference)
| fields strcontains(audit.event, "password_changed") as isChanged, ${isFollowed} as isFollowed, toMillis(@timestamp) as millis
| stats max(isChanged) as changed, max(isFollowed) as followed, min(millis) as firstMillis, sortsFirst(audit.at) as at, latest(audit.subject) as subject by audit.reference, audit.request
| filter changed = 1 and followed = 0 and firstMillis < (now() - ${SETTLED_AFTER}) * 1000
| sort at desc
| limit 10000`;

export const changesWithoutNotice = incidents({
  name: 'changes-without-notice',
  question: 'Of which changed passwords was the owner not told, 15 minutes after the change?',
  aHitMeans:
    'no mail about the change was taken by the mail service, so an owner who did not do it does not know: tell him another way.',
  margin: { before: 0, after: SETTLED_AFTER },
  // A notice that nobody was told by carries a reason.
  text: changeWithout('change_notified', 'strcontains(audit.event, "change_notified") * isempty(audit.reason)'),
});

export const noticesNotDelivered = incidents({
  name: 'notices-not-delivered',
  question: 'Which mails about a changed password came back?',
  aHitMeans:
    'an address of the owner did not get the notice: see whether another did, and tell him another way if none.',
  text: `filter audit.mail = "password-changed" and audit.event in ["mail_bounced", "mail_rejected"]
| stats count_distinct(audit.id) as reports, sortsLast(audit.at) as at, latest(audit.reason) as reason by audit.reference, audit.event, audit.recipient
| sort at desc
| limit 10000`,
});

export const changesUnsettled = incidents({
  name: 'changes-unsettled',
  question: 'Which changes were begun and have had no known end for 15 minutes?',
  aHitMeans: 'the directory did not say whether it changed the password: the redelivery is down, or the directory is.',
  margin: { before: 0, after: SETTLED_AFTER },
  text: `filter audit.event in ["password_applying", "password_rejected", "password_not_changed", "password_changed"] and ispresent(audit.sequence) and ispresent(audit.reference)
| fields strcontains(audit.event, "password_applying") as isBegun, toMillis(@timestamp) as millis
| stats max(isBegun) as begun, min(millis) as told, sortsLast(audit.at) as toldAt by audit.id, audit.reference, audit.request
| stats sum(begun) as begins, count(*) - sum(begun) as ends, max(told) as lastMillis, sortsLast(toldAt) as at by audit.reference, audit.request
| filter begins > ends and lastMillis < (now() - ${SETTLED_AFTER}) * 1000
| sort at desc
| limit 10000`,
});

export const sessionsNotEnded = incidents({
  name: 'sessions-not-ended',
  question: 'After which changed passwords were the sessions of before not ended, 15 minutes after the change?',
  aHitMeans:
    'who was logged in with the old password may still be: end the sessions of the account by hand. With the directory ldap every change is listed.',
  margin: { before: 0, after: SETTLED_AFTER },
  text: changeWithout('sessions_ended', 'strcontains(audit.event, "sessions_ended")'),
});

export const changesReported = incidents({
  name: 'changes-reported',
  question: 'Which requests did the owner report by "this wasn\'t me"?',
  aHitMeans:
    "somebody else asked for the code; with the reason after-change the password is somebody else's: disable the account and call the owner.",
  text: `filter audit.event = "reported_not_me" and ispresent(audit.reference)
| stats count_distinct(audit.id) as reports, sortsFirst(audit.at) as at, latest(audit.reason) as reason, latest(audit.subject) as subject by audit.reference
| sort at desc
| limit 10000`,
});
