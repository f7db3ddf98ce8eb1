import fc from 'fast-check';
import { sealed, withDigest } from '../../../functions/domain/audit-chain.ts';
import { canonicalJson } from '../../../functions/domain/digest.ts';
import { verifyTrail } from '../../../testkit/trail-verification.ts';
import { OUTCOMES } from '../../../functions/domain/audit-event.ts';
import { type EventFacts, type PublishedEvent, SCHEMA_VERSION } from '../../../functions/domain/published-event.ts';

const key = { version: 'key-1', key: Buffer.alloc(32, 1) };
const another = { version: 'key-1', key: Buffer.alloc(32, 2) };

const EVENTS = ['reset_requested', 'otp_mailed', 'otp_attempted', 'otp_verified', 'password_changed'] as const;

/** The events of one request, as the consumer seals them. */
function chain(request: string, length: number, build = 'build'): PublishedEvent[] {
  const events: PublishedEvent[] = [];
  for (let sequence = 1; sequence <= length; sequence++) {
    const event = EVENTS[(sequence - 1) % EVENTS.length] ?? 'otp_attempted';
    const facts: EventFacts = {
      schema: SCHEMA_VERSION,
      id: `${request}:${sequence}`,
      event,
      outcome: OUTCOMES[event],
      at: new Date(1_764_000_000_000 + sequence).toISOString(),
      actor: 'self',
      request,
      sequence,
      state: 'SENT',
      attempts: sequence,
      sourcePrefix: '198.51.100.0/24',
    };
    events.push(sealed(facts, build, events.at(-1)?.digest, key));
  }
  return events;
}

/** Two or more requests, each long enough to lose an event in its middle. */
const trails = fc
  .array(fc.integer({ min: 3, max: 8 }), { minLength: 2, maxLength: 5 })
  .map((lengths) => lengths.map((length, request) => chain(`request-${request}`, length)));

const shuffled = (events: readonly PublishedEvent[]) => fc.shuffledSubarray([...events], { minLength: events.length });

const verify = (lines: readonly unknown[]) => verifyTrail(lines, [key]);

describe('a trail', () => {
  test('is whole in any order of its lines, with any of them repeated', () => {
    fc.assert(
      fc.property(
        trails.chain((requests) => {
          const events = requests.flat();
          return fc.tuple(shuffled(events), fc.subarray(events));
        }),
        ([events, again]) => {
          const lines = [...events, ...again].map((event) => JSON.parse(JSON.stringify(event)) as unknown);
          expect(verify(lines)).toEqual({ events: events.length, duplicates: again.length, findings: [] });
        },
      ),
    );
  });

  test('is whole where a later build publishes an event again', () => {
    expect(verify([...chain('a', 4), ...chain('a', 4, 'later build')])).toMatchObject({ duplicates: 4, findings: [] });
  });

  test('is broken by any field that is changed, added or removed', () => {
    fc.assert(
      fc.property(trails, fc.nat(), fc.nat(), fc.string({ minLength: 1 }), (requests, which, field, other) => {
        const events = requests.flat();
        const at = which % events.length;
        const event = events[at] ?? {};
        const names = [...Object.keys(event), 'reason', 'subject'];
        const name = names[field % names.length] ?? '';
        fc.pre((event as Record<string, unknown>)[name] !== other);
        const { [name]: _taken, ...without } = event as Record<string, unknown>;
        for (const altered of [{ ...event, [name]: other }, ...(name in event ? [without] : [])]) {
          expect(verify(events.with(at, altered as PublishedEvent)).findings).not.toEqual([]);
        }
      }),
    );
  });

  test('is broken by a missing event, and the finding names it', () => {
    fc.assert(
      fc.property(trails, fc.nat(), (requests, which) => {
        const events = requests.flat();
        const inside = events.filter(
          ({ sequence }, position) => events[position + 1]?.sequence === (sequence ?? 0) + 1,
        );
        const dropped = inside[which % inside.length];
        const { findings } = verify(events.filter((event) => event !== dropped));
        expect(findings[0]).toMatchObject({ id: dropped?.id, finding: 'missing' });
      }),
    );
  });

  test('is broken by a missing end where the last sequence is known', () => {
    const events = chain('a', 5);
    const lastSequences = new Map([['a', 5]]);
    expect(verifyTrail(events, [key], { lastSequences }).findings).toEqual([]);
    expect(verifyTrail(events.slice(0, 4), [key], { lastSequences }).findings).toMatchObject([
      { id: 'a:5', finding: 'missing' },
    ]);
    expect(verifyTrail([], [key], { lastSequences }).findings).toHaveLength(5);
  });

  test('is broken by two events that swap their places in the sequence', () => {
    fc.assert(
      fc.property(trails, fc.nat(), (requests, which) => {
        const events = requests.flat();
        const at = which % (events.length - 1);
        const [one, two] = [events[at], events[at + 1]];
        if (one === undefined || two === undefined) return;
        const place = ({ id, sequence, request }: PublishedEvent) => ({ id, sequence, request });
        const swapped = events.with(at, { ...one, ...place(two) }).with(at + 1, { ...two, ...place(one) });
        expect(verify(swapped).findings).not.toEqual([]);
      }),
    );
  });

  test('is broken by an event of another request, and by one that follows another event', () => {
    fc.assert(
      fc.property(trails, fc.nat(), (requests, which) => {
        const [target = [], source = []] = requests;
        const at = 1 + (which % (Math.min(target.length, source.length) - 1));
        const [mine, foreign] = [target[at], source[at]];
        if (mine === undefined || foreign === undefined) return;
        const spliced = { ...foreign, id: mine.id, request: mine.request };
        expect(verify([...target.with(at, spliced), ...source]).findings).not.toEqual([]);
        const resealed = sealed(factsOf(mine), 'build', foreign.previous, key);
        expect(verify([...target.with(at, resealed), ...source]).findings).toMatchObject([
          { id: mine.id, finding: 'out-of-order' },
        ]);
      }),
    );
  });

  test('is broken by two different events with one ID', () => {
    const [first, ...rest] = chain('a', 3);
    if (first === undefined) throw new Error('no event');
    const second = sealed({ ...factsOf(first), reason: 'another' }, 'build', undefined, key);
    expect(verify([first, second, ...rest]).findings).toMatchObject([{ id: first.id, finding: 'contradicted' }]);
  });

  test('is broken by a MAC of another key, of an unknown key, or a missing one', () => {
    const [first] = chain('a', 1);
    if (first === undefined) throw new Error('no event');
    expect(verifyTrail([first], [another]).findings).toMatchObject([{ id: 'a:1', finding: 'forged' }]);
    expect(verifyTrail([first], []).findings).toMatchObject([
      { id: 'a:1', finding: 'forged', reason: 'no key key-1 was given' },
    ]);
    const { mac: _mac, macKey: _key, ...bare } = first;
    expect(verify([bare]).findings).toMatchObject([{ id: 'a:1', finding: 'forged' }]);
    const { sequence: _sequence, ...refusal } = factsOf(first);
    expect(verify([withDigest({ ...refusal, event: 'login_failed', outcome: 'refused' }, 'build')]).findings).toEqual(
      [],
    );
  });

  test('of a period may begin in the middle of a request, and has no gap after that', () => {
    const events = chain('a', 6);
    expect(verifyTrail(events.slice(2), [key], { partial: true }).findings).toEqual([]);
    expect(verifyTrail(events.slice(2), [key]).findings).toMatchObject([
      { finding: 'missing' },
      { finding: 'missing' },
    ]);
    const gap = events.slice(2).filter(({ sequence }) => sequence !== 5);
    expect(verifyTrail(gap, [key], { partial: true }).findings).toMatchObject([{ id: 'a:5', finding: 'missing' }]);
  });
});

test('the same content has one text in any order of its fields', () => {
  expect(canonicalJson({ b: 1, a: [{ d: null, c: undefined, b: 'é' }] })).toBe('{"a":[{"b":"é","d":null}],"b":1}');
});

function factsOf({
  atMillis: _a,
  build: _b,
  digest: _d,
  previous: _p,
  mac: _m,
  macKey: _k,
  ...facts
}: PublishedEvent): EventFacts {
  return facts;
}
