import fc from 'fast-check';
import { documented } from './documented-steps.ts';
import { beginnings, changesUnderSkew, play, scripts } from './script.ts';

const RUNS = Number(process.env['FC_RUNS'] ?? 1500);
/** Fixed, so that each run is the same. Another seed explores other scripts. */
const SEED = Number(process.env['FC_SEED'] ?? 20_261_123);

test('no script, in any interleaving of its calls, leaves the state machine', async () => {
  const reached = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(beginnings, scripts, async (beginning, commands) => {
      const stage = await play(beginning, commands);
      for (const { lastEvent } of stage.writes) reached.set(lastEvent.event, (reached.get(lastEvent.event) ?? 0) + 1);
    }),
    { numRuns: RUNS, seed: SEED, verbose: 1 },
  );
  const documentedEvents = [...documented.reset.steps, ...documented.delivery.steps].flatMap(({ events }) => events);
  expect([...reached.keys()]).toEqual(expect.arrayContaining(documentedEvents));
  if (process.env['FC_REPORT']) console.log(Object.fromEntries(reached));
}, 3_600_000);

test('no redelivery whose clock is ahead abandons a change in progress', async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(changesUnderSkew, async (script) => {
      const stage = await play(script);
      for (const { lastEvent } of stage.writes) met.add(lastEvent.event);
      expect(stage.writes.at(-1)).toMatchObject({ state: 'COMPLETED', lastEvent: { event: 'change_notified' } });
    }),
    { numRuns: 300, seed: SEED, verbose: 1 },
  );
  expect([...met]).toContain('password_overdue');
  expect([...met]).not.toContain('password_not_changed');
});
