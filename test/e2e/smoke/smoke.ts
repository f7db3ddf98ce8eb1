import { checks } from './checks.ts';
import type { SmokeEndpoints } from './endpoints.ts';
import { makeJourney, missingForJourney } from './journey.ts';

export interface SmokeReport {
  readonly failed: number;
  /** Whether the whole journey was run. */
  readonly journey: 'driven' | 'not-driven';
}

const JOURNEY = 'the canary account starts, gets the mail, verifies, completes and logs in';

/** Runs every check, also after a failure, and the journey if there is a driver; prints each result. */
export async function smokeTest(endpoints: SmokeEndpoints, print: (line: string) => void): Promise<SmokeReport> {
  print(`Smoke test of ${endpoints.site} and ${endpoints.api}`);
  let failed = 0;
  const attempt = async (name: string, run: () => Promise<void>) => {
    try {
      await run();
      print(`  ok          ${name}`);
    } catch (error) {
      failed++;
      print(`  FAILED      ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  for (const check of checks) await attempt(check.name, () => check.run(endpoints));
  const missing = missingForJourney(endpoints);
  if (missing.length === 0) await attempt(JOURNEY, () => makeJourney(endpoints));
  else print(`  NOT DRIVEN  ${JOURNEY}: the endpoints name no ${missing.join(', no ')}`);
  return { failed, journey: missing.length === 0 ? 'driven' : 'not-driven' };
}
