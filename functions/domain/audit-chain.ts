import { canonicalJson, digest, keyedDigest, type Pepper } from './digest.ts';
import type { EventFacts, PublishedEvent } from './published-event.ts';

/**
 * Evidence that a trail is complete and unchanged: each event carries the digest of its facts, the digest of the
 * previous event of the same request, and a MAC of the audit consumer over both.
 */

/** SHA-256 of the canonical JSON of an event's facts. */
export const digestOfFacts = (facts: EventFacts): string => digest(canonicalJson(facts));

/** MAC of the audit consumer. */
export const macOf = (key: Pepper, of: Pick<PublishedEvent, 'digest' | 'previous' | 'build'>): string =>
  keyedDigest(key, 'audit-event', of.digest, of.previous ?? '', of.build);

/** Event with the digest of its facts. Without a MAC, the digest shows an accidental change only. */
export const withDigest = (facts: EventFacts, build: string): PublishedEvent => ({
  ...facts,
  atMillis: Date.parse(facts.at),
  build,
  digest: digestOfFacts(facts),
});

/** Event of the audit consumer: linked to the event before it, and with the consumer's MAC. */
export function sealed(facts: EventFacts, build: string, previous: string | undefined, key: Pepper): PublishedEvent {
  const linked = { ...withDigest(facts, build), ...(previous !== undefined && { previous }) };
  return { ...linked, mac: macOf(key, linked), macKey: key.version };
}

/**
 * Events that functions publish directly, because no table write carries them. All other events carry the consumer's
 * MAC.
 */
export const DIRECT_EVENTS: ReadonlySet<PublishedEvent['event']> = new Set([
  'otp_denied',
  'reset_refused',
  'password_outcome_unknown',
  'limit_hit',
  'human_check_failed',
  'human_check_unavailable',
  'breach_check_unavailable',
  'login_succeeded',
  'login_failed',
  'logged_out',
]);
