import { incidents } from './query.ts';

/** Who tries what he should not. The numbers are chosen so that a household or a help desk stays below them. */

/** A code takes five guesses; five wrong ones in a day, over all codes, are more than slips of the hand. */
const WRONG_GUESSES = 5;
const SPRAYED_SUBJECTS = 10;
const REQUESTED_SUBJECTS = 5;
const CHANGED_SUBJECTS = 3;

export const guessing = incidents({
  name: 'guessing',
  question: `Against whom were codes guessed: a locked code, or ${WRONG_GUESSES} wrong guesses in a day (UTC)?`,
  aHitMeans:
    'somebody tries to hit the code of that account; the limits held if no password was changed (see subject with the same digest).',
  text: `filter audit.event in ["otp_attempted", "otp_verified", "otp_locked"] and ispresent(audit.subject)
| fields strcontains(audit.event, "otp_attempted") as isGuess, strcontains(audit.event, "otp_verified") as isRight, strcontains(audit.event, "otp_locked") as isLock
| stats max(isGuess) as guess, max(isRight) as rightGuess, max(isLock) as lock, sortsFirst(audit.at) as toldAt by audit.id, audit.subject, bin(1d) as day
| stats sum(guess) as guesses, sum(rightGuess) as rightGuesses, sum(lock) as locks, sortsFirst(toldAt) as firstAt, sortsLast(toldAt) as at by audit.subject, day
| filter locks > 0 or guesses - rightGuesses >= ${WRONG_GUESSES}
| sort at desc
| limit 10000`,
});

export const spraying = incidents({
  name: 'spraying',
  question: `Which networks failed at ${SPRAYED_SUBJECTS} or more accounts within an hour, by password or by code?`,
  aHitMeans:
    'one source tries a few secrets on many accounts: block the network at the firewall, and look for what succeeded from it.',
  text: `filter audit.event in ["login_failed", "otp_denied"] and ispresent(audit.sourcePrefix)
| fields coalesce(audit.subject, audit.request) as target
| stats count_distinct(target) as subjects, count_distinct(audit.id) as failures, sortsFirst(audit.at) as firstAt, sortsLast(audit.at) as at by audit.sourcePrefix, bin(1h) as hour
| filter subjects >= ${SPRAYED_SUBJECTS}
| sort at desc
| limit 10000`,
});

export const actingForOthers = incidents({
  name: 'acting-for-others',
  question: `Which sources asked for codes for ${REQUESTED_SUBJECTS} or more accounts, or changed ${CHANGED_SUBJECTS} or more passwords, in a day (UTC)?`,
  aHitMeans: 'one place acts for many people: a help desk behind one address, or somebody who reads their mail.',
  text: `filter audit.event in ["reset_requested", "password_changed"] and audit.actor = "self" and ispresent(audit.sourceDigest) and ispresent(audit.subject)
| fields strcontains(audit.event, "password_changed") as isChanged
| stats max(isChanged) as changed, sortsLast(audit.at) as toldAt by audit.sourceDigest, audit.sourcePrefix, audit.subject, bin(1d) as day
| stats count(*) as subjects, sum(changed) as changes, sortsLast(toldAt) as at by audit.sourceDigest, audit.sourcePrefix, day
| filter subjects >= ${REQUESTED_SUBJECTS} or changes >= ${CHANGED_SUBJECTS}
| sort at desc
| limit 10000`,
});

export const controlOutages = incidents({
  name: 'control-outages',
  question: 'When could the human check or the check for breached passwords not be asked?',
  aHitMeans:
    'without the human check nobody could take a step (it fails closed); without the breach check passwords were set unchecked (it fails open).',
  text: `filter audit.event in ["human_check_unavailable", "breach_check_unavailable"]
| stats count_distinct(audit.id) as calls, sortsFirst(audit.at) as firstAt, sortsLast(audit.at) as at, latest(audit.reason) as reason by audit.event, bin(1h) as hour
| sort at desc
| limit 10000`,
});
