import { digestOfFacts, DIRECT_EVENTS, macOf } from './audit-chain.ts';
import { type Pepper, sameDigest } from './digest.ts';
import { publishedEvent, type PublishedEvent } from './published-event.ts';
import type { TrailFinding } from './trail-finding.ts';

/** Event that passed the checks of its line alone; `unchecked` names the key of a MAC that could not be checked. */
export type CheckedEvent = { readonly event: PublishedEvent; readonly unchecked?: string };

/**
 * Returns a check of one line on its own: schema, digest, ID and MAC.
 *
 * @param keyOf version of the consumer's key; undefined if it was not given
 */
export function lineCheck(
  keyOf: (version: string) => Pepper | undefined,
): (line: unknown) => CheckedEvent | TrailFinding {
  const schema = publishedEvent();
  return (line) => {
    const parsed = schema.safeParse(line);
    if (!parsed.success) {
      const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
      return { id: idIn(line), finding: 'altered', reason: `not an event of the schema: ${wrong}` };
    }
    const event: PublishedEvent = parsed.data;
    const { atMillis, build: _build, digest: claimed, previous: _previous, mac, macKey, ...facts } = event;
    const { id, request, sequence } = event;
    const finding = (kind: TrailFinding['finding'], reason: string): TrailFinding => ({ id, finding: kind, reason });
    if (!sameDigest(digestOfFacts(facts), claimed)) return finding('altered', 'its digest does not match its facts');
    if (atMillis !== Date.parse(event.at)) return finding('altered', 'its atMillis does not match its time');
    if (sequence !== undefined && id !== `${request}:${sequence}`)
      return finding('altered', 'its id does not match its request and sequence');
    if (mac === undefined || macKey === undefined) {
      const bare = DIRECT_EVENTS.has(event.event) && sequence === undefined && event.previous === undefined;
      return bare && mac === macKey ? { event } : finding('forged', 'it has no MAC');
    }
    if (DIRECT_EVENTS.has(event.event)) return finding('forged', 'functions record it, and it has a MAC');
    const key = keyOf(macKey);
    if (key === undefined) return { event, unchecked: macKey };
    return sameDigest(macOf(key, event), mac)
      ? { event }
      : finding('forged', 'its MAC was not made by the audit consumer');
  };
}

const idIn = (line: unknown): string =>
  typeof line === 'object' && line !== null && 'id' in line && typeof line.id === 'string' ? line.id : 'unknown';
