import { checks } from './checks.ts';
import type { SmokeEndpoints } from './endpoints.ts';
import { makeJourney, missingForJourney } from './journey.ts';

export interface SmokeReport {
  readonly failed: number;
  /** Whether the whole way of an account was driven. */
  readonly journey: 'driven' | 'not-driven';
}

const JOURNEY = 'the canary account starts, is mailed, verifies, completes and logs in';

/** Runs every check, also after one has failed, and the journey where there is a driver; says of each how it went. */
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
