import { setTimeout as sleep } from 'node:timers/promises';
import { type Deployment, expecting } from '../../testkit/deployment/deployment.ts';
import type { WireCall, WireProxy } from '../../testkit/wire/wire-proxy.ts';

/** Milliseconds without a call after which nothing more is taken to follow. */
const QUIET = 1000;

const userIdOf = (index: number): string => `user-${String(index).padStart(4, '0')}`;
const addressOf = (index: number): string => `${userIdOf(index)}@example.com`;

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
  const address = addressOf(index);
  dynamodb.calls.length = 0;
  const started = await deployment.start(userIdOf(index));
  const otp = await deployment.otpOf(started, address);
  await rest();
  const { resetToken } = expecting(200, await deployment.verify(started, otp)).json;
  await rest();
  expecting(200, await deployment.complete(String(resetToken), `a new password for ${index} of them`));
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

/** Calls every operation once with success; where one needs another before it, more often. */
export async function everyStep(deployment: Deployment, index: number): Promise<void> {
  const [userId, email, password] = [userIdOf(index), addressOf(index), `a new password for ${index} of them`];
  const reported = await deployment.start(userId);
  const { text } = await deployment.mailbox.waitFor(email, reported.reference);
  const reportToken = decodeURIComponent(/report#([\w.%-]+)/.exec(text)?.[1] ?? '');
  expecting(202, await deployment.call('report-reset', { reportToken }));
  const started = await deployment.start(userId);
  await deployment.otpOf(started, email);
  expecting(202, await deployment.resend(started));
  const otp = (await deployment.otpsOf(started, email, 2)).at(-1) ?? '';
  const { resetToken } = expecting(200, await deployment.verify(started, otp)).json;
  expecting(200, await deployment.complete(String(resetToken), password));
  expecting(202, await deployment.call('remind-user-id', { email }));
  const { sessionToken } = expecting(201, await deployment.logIn(userId, password)).json;
  expecting(200, await deployment.whoAmI(sessionToken));
  const headers = { Authorization: `Bearer ${String(sessionToken)}` };
  expecting(204, await deployment.call('log-out', {}, { headers }));
}
