import { setTimeout as sleep } from 'node:timers/promises';
import { expecting, type Deployment } from '../../testkit/deployment/deployment.ts';
import type { WireCall, WireProxy } from '../../testkit/wire/wire-proxy.ts';

/** Milliseconds without a call after which nothing more is taken to follow. */
const QUIET = 1000;

const userIdOf = (index: number): string => `user-${String(index).padStart(4, '0')}`;

/**
 * One complete reset, from its start to the notice of the change, and every call to the tables for it.
 *
 * @param rest what the person takes after each step
 */
export async function callsOfJourney(
  deployment: Deployment,
  dynamodb: WireProxy,
  index: number,
  rest: () => Promise<void> = async () => {},
): Promise<WireCall[]> {
  const userId = userIdOf(index);
  const address = `${userId}@example.com`;
  dynamodb.calls.length = 0;
  const started = await deployment.start(userId);
  const otp = await deployment.otpOf(started, address);
  await rest();
  const verified = await deployment.verify(started, otp);
  await rest();
  const { resetToken } = expecting(200, verified).json;
  expecting(200, await deployment.complete(String(resetToken), `a new password for ${index} of them`));
  await deployment.mailbox.waitFor(address, started.reference, 'changed');
  await rest();
  await quiet(dynamodb);
  return [...dynamodb.calls];
}

async function quiet({ calls }: WireProxy): Promise<void> {
  let seen = -1;
  while (seen < calls.length) {
    seen = calls.length;
    await sleep(QUIET);
  }
}
