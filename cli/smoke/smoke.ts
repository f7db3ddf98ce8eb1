import { checks } from './checks.ts';
import type { SmokeEndpoints } from './endpoints.ts';
import { makeJourney, missingForJourney } from './journey.ts';

export interface SmokeReport {
  readonly failed: number;
  /** Whether the whole journey was run. */
  readonly journey: 'driven' | 'not-driven';
  /** Whether a mail was sent, and its outcome waited for. */
  readonly mail: 'tested' | 'not-tested';
}

const JOURNEY = 'the canary account starts, gets the mail, verifies, completes and logs in';

const MAIL = 'a mail of the service reaches SES’s mailbox simulator, and its delivery is recorded';

/**
 * Runs every check, also after a failure, and the journey if there is a driver; prints each result.
 *
 * @param sendMail sends a mail by the service and waits for its outcome; absent without a stage and credentials
 */
export async function smokeTest(
  endpoints: SmokeEndpoints,
  print: (line: string) => void,
  sendMail?: () => Promise<void>,
): Promise<SmokeReport> {
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
  if (sendMail !== undefined) await attempt(MAIL, sendMail);
  else print(`  NOT TESTED  ${MAIL}: no --stage`);
  const missing = missingForJourney(endpoints);
  if (missing.length === 0) await attempt(JOURNEY, () => makeJourney(endpoints));
  else print(`  NOT DRIVEN  ${JOURNEY}: the endpoints name no ${missing.join(', no ')}`);
  const driven = missing.length === 0;
  return {
    failed,
    journey: driven ? 'driven' : 'not-driven',
    // The journey reads a mail too.
    mail: sendMail !== undefined || driven ? 'tested' : 'not-tested',
  };
}
