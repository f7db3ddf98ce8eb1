import { AT_MILLIS, facts, REFERENCE, startOf, SUBJECT } from './query.ts';
import { commandLine } from '../../../lib/instructions.ts';

/** Queries for facts, which have rows whether or not anything is wrong. */

const STORY =
  'audit.at, audit.event, audit.outcome, audit.reason, audit.actor, audit.by, audit.reference, audit.sequence, ' +
  'audit.attempts, audit.captcha, audit.mail, audit.sourcePrefix';

export const subject = facts({
  name: 'subject',
  question: 'Which events does one user ID have?',
  aHitMeans: 'this is an event of that user ID, the oldest first.',
  parameters: [SUBJECT],
  text: `fields ${STORY}
| filter audit.subject in ["{{subject}}"]
| sort audit.at asc, audit.sequence asc
| dedup audit.id
| limit 10000`,
});

export const request = facts({
  name: 'request',
  question: 'Which events does the request with one reference have?',
  aHitMeans: 'this is an event of that request, the oldest first.',
  parameters: [REFERENCE],
  text: `fields ${STORY}
| filter audit.reference in ["{{reference}}"]
| sort audit.at asc, audit.sequence asc
| dedup audit.id
| limit 10000`,
});

export const administrators = facts({
  name: 'administrators',
  question: 'What did administrators order, and for how many users?',
  aHitMeans: 'the administrator gave this order. Each order is recorded before it is carried out.',
  text: `filter audit.actor = "administrator" and ispresent(audit.by)
| stats count_distinct(audit.id) as orders, count_distinct(audit.subject) as subjects, sortsFirst(audit.at) as firstAt, sortsLast(audit.at) as at by audit.by, audit.event
| sort at desc
| limit 10000`,
});

export const orders = facts({
  name: 'orders',
  question: 'Which orders did administrators give, and why?',
  aHitMeans: 'the administrator gave this order, or asked who a user is, the oldest first.',
  text: `filter audit.actor = "administrator" and ispresent(audit.by)
| fields audit.at, audit.by, audit.event, audit.reference, audit.subject, audit.reason, audit.sequence
| sort audit.at asc, audit.sequence asc
| dedup audit.id
| limit 10000`,
});

export const timeToChange = facts({
  name: 'time-to-change',
  question: 'How many seconds passed from the request to the changed password?',
  aHitMeans: 'half of the changes took the median or less. If the shortest took only a few seconds, a machine made it.',
  text: `filter audit.event in ["reset_requested", "password_changed"] and ispresent(audit.sequence) and ispresent(audit.reference)
| fields ${AT_MILLIS} as millis
| stats min(millis) as requested, max(millis) as changed, count_distinct(audit.event) as steps by audit.request
| filter steps = 2
| fields (changed - requested) / 1000 as seconds
| stats count(*) as changes, min(seconds) as shortest, pct(seconds, 50) as median, pct(seconds, 95) as of95Percent, max(seconds) as longest`,
});

export const funnel = facts({
  name: 'funnel',
  question: 'How many requests reached each step?',
  aHitMeans: 'these numbers of the requests that began in the period reached each step.',
  text: `filter (audit.event in ["reset_requested", "otp_mailed", "otp_verified", "password_changed", "change_notified"] or (audit.event = "mail_delivered" and audit.mail = "otp")) and ispresent(audit.sequence) and ispresent(audit.reference)
| fields strcontains(audit.event, "reset_requested") as isRequested, strcontains(audit.event, "otp_mailed") as isMailed, strcontains(audit.event, "mail_delivered") as isDelivered, strcontains(audit.event, "otp_verified") as isVerified, strcontains(audit.event, "password_changed") as isChanged, strcontains(audit.event, "change_notified") * isempty(audit.reason) as isNotified
| stats max(isRequested) as hasRequested, max(isMailed) as hasMailed, max(isDelivered) as hasDelivered, max(isVerified) as hasVerified, max(isChanged) as hasChanged, max(isNotified) as hasNotified by audit.request
| filter hasRequested = 1
| stats count(*) as requested, sum(hasMailed) as mailed, sum(hasDelivered) as delivered, sum(hasVerified) as verified, sum(hasChanged) as changed, sum(hasNotified) as notified`,
});

export const volumes = facts({
  name: 'volumes',
  question: 'How many events of each kind were there on each day (UTC)?',
  aHitMeans: 'events is the number of distinct events; lines also counts second deliveries.',
  text: `filter ispresent(audit.event) and ispresent(audit.outcome)
| stats count_distinct(audit.id) as events, count(*) as lines by audit.event, audit.outcome, ${startOf('1d')} as day
| sort day asc, audit.event asc
| limit 10000`,
});

export const policies = facts({
  name: 'policies',
  question: 'Which rules and directory were in force?',
  aHitMeans:
    'these rules were in force: digits of a code, minimum length of a password, guesses per code x codes per hour x codes per day.',
  text: `filter ispresent(audit.policy) and ispresent(audit.directory)
| stats count_distinct(audit.id) as events, sortsFirst(audit.at) as firstAt, sortsLast(audit.at) as at by audit.policy, audit.directory
| sort at desc
| limit 10000`,
});

export const controls = facts({
  name: 'controls',
  question: 'How often did each control refuse, and why?',
  aHitMeans: 'the control refused this often for that reason.',
  text: `filter audit.outcome in ["refused", "failed"] and ispresent(audit.event)
| stats count_distinct(audit.id) as events, sortsFirst(audit.at) as firstAt, sortsLast(audit.at) as at by audit.event, coalesce(audit.reason, audit.event) as reason
| sort events desc
| limit 10000`,
});

export const events = facts({
  name: 'events',
  question: 'Which lines does the trail have?',
  aHitMeans: `this is a line of the trail as it was written, for \`${commandLine('audit', 'verify')}\`.`,
  text: `fields @timestamp, @message
| filter ispresent(audit.event)
| sort @timestamp asc
| limit 10000`,
});
