import { setTimeout as sleep } from 'node:timers/promises';
import { type Deployment, expecting } from '../../testkit/deployment/deployment.ts';
import type { WireCall, WireProxy } from '../../testkit/wire/wire-proxy.ts';

/** Milliseconds without a call after which nothing more is taken to follow. */
const QUIET = 1000;

/** The hosted pages call the API at their own host. */
const PAGES = { at: 'site' } as const;

/**
 * One complete reset, from its start to the notice of the change, and every call to the tables for it.
 *
 * @param rest the pause of the user after each step
 */
export async function callsOfJourney(
  deployment: Deployment,
  dynamodb: WireProxy,
  index: number,
  rest: () => Promise<void> = async () => {},
): Promise<WireCall[]> {
  const userId = `user-${String(index).padStart(4, '0')}`;
  const address = `${userId}@example.com`;
  dynamodb.calls.length = 0;
  const started = await deployment.start(userId, PAGES);
  const otp = await deployment.otpOf(started, address);
  await rest();
  const { resetToken } = expecting(200, await deployment.verify(started, otp, PAGES)).json;
  await rest();
  const password = `a new password for ${index} of them`;
  expecting(200, await deployment.complete(String(resetToken), password, PAGES));
  await deployment.mailbox.waitFor(address, started.reference, 'changed');
  await rest();
  return callsOnceQuiet(dynamodb);
}

/** Every call to the tables, once no more follow. */
export async function callsOnceQuiet({ calls }: WireProxy): Promise<WireCall[]> {
  let seen = -1;
  while (seen < calls.length) {
    seen = calls.length;
    await sleep(QUIET);
  }
  return [...calls];
}
