import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { verdictOf } from '../../../cli/audit/verification/verdict.ts';
import { verifyInput } from '../../../cli/audit/verification/verify-input.ts';
import { pepperOf } from '../../../testkit/fakes/in-memory-peppers.ts';
import { RecordedRun } from './recorded-run.ts';
import { linesOf, tamperings } from './tamperings.ts';

let trail: readonly PublishedEvent[] = [];
let period: { readonly from: string; readonly until: string };

/** Month of usual days with hourly checkpoints. */
beforeAll(async () => {
  const run = new RecordedRun();
  for (let day = 0; day < 7; day++) {
    await run.usualDay();
    run.pause(80_000);
  }
  trail = await run.sealedEvents();
  period = { from: trail[0]?.at ?? '', until: trail.at(-1)?.at ?? '' };
});

const verified = async (lines: readonly string[], options: Partial<Parameters<typeof verifyInput>[1]> = {}) => {
  const report = await verifyInput(
    {
      eventsOnly: false,
      ...period,
      async *lines() {
        for (const [index, text] of lines.entries()) yield { text, place: `line ${index + 1}` };
      },
    },
    { keyOf: async (version) => (version === '1' ? pepperOf(1) : undefined), whole: true, ...options },
  );
  return { report, verdict: verdictOf(report) };
};

test('an untouched trail is whole to its last checkpoint, in any order and with second deliveries', async () => {
  expect(trail.length).toBeGreaterThan(450);
  for (const lines of [linesOf(trail), linesOf(trail.toReversed()), [...linesOf(trail), ...linesOf(trail)]]) {
    const { report, verdict } = await verified(lines);
    expect(verdict).toMatchObject({ found: 0, findings: [], whole: { from: period.from } });
    expect(report.events).toBe(trail.length);
    expect(Date.parse(period.until) - Date.parse(verdict.whole?.until ?? '')).toBeLessThan(2 * 3_600_000);
  }
});

test.each(tamperings.map((each) => [each.does, each] as const))('finds who %s', async (_does, { to, found }) => {
  const { report, verdict } = await verified(to(trail));
  expect(report.findings.map(({ finding }) => finding)).toContain(found);
  expect(verdict.whole).toBeUndefined();
});

test('without a key nothing is called whole, and no event is called forged', async () => {
  const { report, verdict } = await verified(linesOf(trail), { keyOf: async () => undefined });
  expect(report.found).toBe(0);
  expect(verdict).toMatchObject({ because: 'a key is missing' });
  expect(verdict.notChecked[0]).toMatch(/^the MAC of [\d,]+ events: the key 1 was not given$/);
});

test('without a checkpoint nothing is called whole', async () => {
  const { verdict } = await verified(linesOf(trail.filter(({ event }) => event !== 'trail_checkpoint')));
  expect(verdict).toMatchObject({ found: 0, because: 'no checkpoint covers a period that is in the input' });
  expect(verdict.notChecked).toContain('whether events are missing at the end of a request: there is no checkpoint');
});

test('the last numbers in the table show what was cut off after the last checkpoint', async () => {
  const last = trail.findLast(({ event }) => event === 'trail_checkpoint');
  const cut = trail.filter((event) => event !== last);
  const lastSequences = new Map([['trail', last?.sequence ?? 0]]);
  expect((await verified(linesOf(trail), { lastSequences })).report.found).toBe(0);
  const { report } = await verified(linesOf(cut), { lastSequences });
  expect(report.findings).toContainEqual(expect.objectContaining({ id: last?.id, finding: 'missing' }));
});

test('a part of the trail is whole from its first checkpoint on', async () => {
  const from =
    trail.find(({ event, sequence }) => event === 'trail_checkpoint' && sequence === 50)?.covers?.until ?? '';
  const part = trail.filter(({ at }) => at >= from);
  const { verdict } = await verified(linesOf(part), { from, whole: false });
  expect(verdict).toMatchObject({ found: 0, whole: { from } });
});

test('an input without an event, or without any line, is an error', async () => {
  await expect(verified([])).rejects.toThrow('has no audit event');
  await expect(verified(['{"level":"INFO"}'])).rejects.toThrow('has no audit event');
});
