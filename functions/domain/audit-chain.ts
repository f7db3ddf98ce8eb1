import { digest, keyedDigest, type Pepper, sameDigest } from './digest.ts';
import { type EventFacts, publishedEvent, type PublishedEvent } from './published-event.ts';

/**
 * Evidence that a trail is complete and unchanged: each event carries the digest of its facts, the digest of the
 * previous event of the same request, and a MAC of the audit consumer over both.
 */

/** JSON with sorted keys and without undefined members, so that the same content always has the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/** SHA-256 of the canonical JSON of an event's facts. */
export const digestOfFacts = (facts: EventFacts): string => digest(canonicalJson(facts));

const macOf = (key: Pepper, of: Pick<PublishedEvent, 'digest' | 'previous' | 'build'>): string =>
  keyedDigest(key, 'audit-event', of.digest, of.previous ?? '', of.build);

/** Event with the digest of its facts. Without a MAC, the digest shows an accidental change only. */
export const withDigest = (facts: EventFacts, build: string): PublishedEvent => ({
  ...facts,
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

/** One deviation in a trail. */
export interface TrailFinding {
  /** `id` of the event; of a missing event, the ID that it must have had. */
  readonly id: string;
  readonly finding: /** It does not match the schema, or its facts do not match its digest. */
    | 'altered'
    /** Its MAC is missing or was not made by the consumer. */
    | 'forged'
    /** Its MAC was made by a key that was not given. */
    | 'unknown-key'
    /** Two different events have this ID. */
    | 'contradicted'
    /** The event is missing between other events of its request. */
    | 'missing'
    /** The event does not follow the previous event of its request. */
    | 'out-of-order';
  readonly reason: string;
}

/** Result of {@link verifyTrail}. */
export interface TrailVerdict {
  /** Number of distinct events. */
  readonly events: number;
  /** Number of lines that repeat an event. */
  readonly duplicates: number;
  /** Empty if the trail is complete and unchanged. Otherwise sorted by request, in the order of the events. */
  readonly findings: readonly TrailFinding[];
}

/** Extent of the trail to check. */
export interface TrailBounds {
  /** True if the lines cover a period, so that the first events of a request may be older. */
  readonly partial?: boolean;
  /** Last sequence numbers of requests, if known from elsewhere. Only with them is a missing end detected. */
  readonly lastSequences?: ReadonlyMap<string, number>;
}

/**
 * Checks a trail in any order of lines: the stream delivers events at least once, and requests in parallel.
 *
 * @param lines the `audit` member of each line
 * @param keys versions of the consumer's key
 */
export function verifyTrail(
  lines: readonly unknown[],
  keys: readonly Pepper[],
  { partial = false, lastSequences = new Map() }: TrailBounds = {},
): TrailVerdict {
  const findings: TrailFinding[] = [];
  const events = new Map<string, PublishedEvent>();
  const schema = publishedEvent();
  let duplicates = 0;
  for (const line of lines) {
    const checked = check(line, schema, keys);
    if ('finding' in checked) {
      findings.push(checked);
      continue;
    }
    const known = events.get(checked.id);
    if (known === undefined) events.set(checked.id, checked);
    else if (known.digest === checked.digest && known.previous === checked.previous) duplicates += 1;
    else
      findings.push({
        id: checked.id,
        finding: 'contradicted',
        reason: 'two different events have this id',
      });
  }
  const requests = Map.groupBy(
    [...events.values()].filter(({ sequence }) => sequence !== undefined),
    ({ request = '' }) => request,
  );
  for (const request of new Set([...requests.keys(), ...lastSequences.keys()])) {
    findings.push(...brokenLinks(request, requests.get(request) ?? [], partial, lastSequences.get(request)));
  }
  return { events: events.size, duplicates, findings };
}

/** Checks one line on its own: schema, digest, ID and MAC. */
function check(
  line: unknown,
  schema: ReturnType<typeof publishedEvent>,
  keys: readonly Pepper[],
): PublishedEvent | TrailFinding {
  const parsed = schema.safeParse(line);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    return { id: idIn(line), finding: 'altered', reason: `not an event of the schema: ${wrong}` };
  }
  const event: PublishedEvent = parsed.data;
  const { build: _build, digest: claimed, previous: _previous, mac, macKey, ...facts } = event;
  const { id, request, sequence } = event;
  const finding = (kind: TrailFinding['finding'], reason: string): TrailFinding => ({ id, finding: kind, reason });
  if (!sameDigest(digestOfFacts(facts), claimed)) return finding('altered', 'its digest does not match its facts');
  if (sequence !== undefined && id !== `${request}:${sequence}`)
    return finding('altered', 'its id does not match its request and sequence');
  if (mac === undefined || macKey === undefined) {
    const bare = DIRECT_EVENTS.has(event.event) && sequence === undefined && event.previous === undefined;
    return bare && mac === macKey ? event : finding('forged', 'it has no MAC');
  }
  const key = keys.find(({ version }) => version === macKey);
  if (key === undefined) return finding('unknown-key', `no key ${macKey} was given`);
  return sameDigest(macOf(key, event), mac) ? event : finding('forged', 'its MAC was not made by the audit consumer');
}

/** Finds missing and wrongly linked events of one request. */
function brokenLinks(
  request: string,
  events: readonly PublishedEvent[],
  partial: boolean,
  lastSequence = 0,
): TrailFinding[] {
  const findings: TrailFinding[] = [];
  const bySequence = new Map(events.map((event) => [event.sequence ?? 0, event]));
  const first = partial ? Math.min(...bySequence.keys()) : 1;
  const last = Math.max(lastSequence, ...bySequence.keys());
  for (let sequence = first; sequence <= last; sequence++) {
    const event = bySequence.get(sequence);
    const before = bySequence.get(sequence - 1);
    const id = `${request}:${sequence}`;
    if (event === undefined) {
      findings.push({ id, finding: 'missing', reason: `event ${sequence} of its request is missing` });
    } else if (sequence === 1 ? event.previous !== undefined : before && event.previous !== before.digest) {
      findings.push({ id, finding: 'out-of-order', reason: 'it does not link to the previous event' });
    }
  }
  return findings;
}

const idIn = (line: unknown): string =>
  typeof line === 'object' && line !== null && 'id' in line && typeof line.id === 'string' ? line.id : 'unknown';
