import fc from 'fast-check';
import { beginnings, play, scripts } from './script.ts';

const RUNS = Number(process.env['FC_RUNS'] ?? 400);
const seed = process.env['FC_SEED'];

test('no script, in whatever order its calls take turns, leads a request where the state machine does not', async () => {
  const reached = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(beginnings, scripts, async (beginning, commands) => {
      const stage = await play(beginning, commands);
      for (const { lastEvent } of stage.writes) reached.set(lastEvent.event, (reached.get(lastEvent.event) ?? 0) + 1);
    }),
    { numRuns: RUNS, ...(seed !== undefined && { seed: Number(seed) }), verbose: 1 },
  );
  if (process.env['FC_REPORT']) console.log(Object.fromEntries(reached));
}, 3_600_000);
