import { digest, keyedDigest, type Pepper, sameDigest } from './digest.ts';
import { type EventFacts, publishedEvent, type PublishedEvent } from './published-event.ts';

/**
 * The evidence that a trail is whole: each event carries the digest of what it says, the digest of the event before it in
 * the same request, and a MAC of the audit consumer over both.
 */

/** JSON with sorted keys and nothing that is undefined, so that the same content has one text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

export const digestOfFacts = (facts: EventFacts): string => digest(canonicalJson(facts));

const macOf = (key: Pepper, of: Pick<PublishedEvent, 'digest' | 'previous' | 'build'>): string =>
  keyedDigest(key, 'audit-event', of.digest, of.previous ?? '', of.build);

/** An event that a function tells by itself: its digest shows a slip, and no more. */
export const withDigest = (facts: EventFacts, build: string): PublishedEvent => ({
  ...facts,
  build,
  digest: digestOfFacts(facts),
});

/** An event of the audit consumer, bound to the one before it. */
export function sealed(facts: EventFacts, build: string, previous: string | undefined, key: Pepper): PublishedEvent {
  const linked = { ...withDigest(facts, build), ...(previous !== undefined && { previous }) };
  return { ...linked, mac: macOf(key, linked), macKey: key.version };
}

/** The events that a function tells by itself, because no write goes with them. All others bear the consumer's MAC. */
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

export interface TrailFinding {
  /** The event's `id`; of a missing event the one that it had. */
  readonly id: string;
  readonly finding: /** It is no event of the schema, or says other things than its digest. */
    | 'altered'
    /** Its MAC is absent or not the consumer's. */
    | 'forged'
    /** Its MAC was made by a key that is not among those given. */
    | 'unknown-key'
    /** Two events bear its name and say different things. */
    | 'contradicted'
    /** It is not there, though events before and after it are. */
    | 'missing'
    /** It does not follow the event that stands before it. */
    | 'out-of-order';
  readonly reason: string;
}

export interface TrailVerdict {
  /** Distinct events. */
  readonly events: number;
  /** Lines that told an event once more. */
  readonly duplicates: number;
  /** Empty where the trail is whole; else by request, in the order of its events. */
  readonly findings: readonly TrailFinding[];
}

export interface TrailBounds {
  /** True where the lines are of a period, so that the first events of a request may lie before it. */
  readonly partial?: boolean;
  /** The last sequence number of requests, where it is known from elsewhere: only so can a missing end be seen. */
  readonly lastSequences?: ReadonlyMap<string, number>;
}

/**
 * Checks a trail, whatever the order of its lines: the stream brings events at least once, and requests side by side.
 *
 * @param lines what stands below `audit` in each line
 * @param keys the versions of the consumer's key
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
        reason: 'two events of this name say different things',
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

/** Whether one line is what it claims to be. */
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
  if (!sameDigest(digestOfFacts(facts), claimed)) return finding('altered', 'its digest is of something else');
  if (sequence !== undefined && id !== `${request}:${sequence}`)
    return finding('altered', 'its id is of another event');
  if (mac === undefined || macKey === undefined) {
    const bare = DIRECT_EVENTS.has(event.event) && sequence === undefined && event.previous === undefined;
    return bare && mac === macKey ? event : finding('forged', 'it has no MAC');
  }
  const key = keys.find(({ version }) => version === macKey);
  if (key === undefined) return finding('unknown-key', `no key ${macKey} was given`);
  return sameDigest(macOf(key, event), mac) ? event : finding('forged', 'its MAC is not of the audit consumer');
}

/** What is wrong between the events of one request. */
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
      findings.push({ id, finding: 'missing', reason: `event ${sequence} of its request is not there` });
    } else if (sequence === 1 ? event.previous !== undefined : before && event.previous !== before.digest) {
      findings.push({ id, finding: 'out-of-order', reason: 'it does not follow the event that stands before it' });
    }
  }
  return findings;
}

const idIn = (line: unknown): string =>
  typeof line === 'object' && line !== null && 'id' in line && typeof line.id === 'string' ? line.id : 'unknown';
