import { randomBytes } from 'node:crypto';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import type { SmokeEndpoints } from './endpoints.ts';

/** Returns the parts of a driver that the endpoints lack; empty if the journey can run. */
export const missingForJourney = ({ inbox, recaptcha, canary }: SmokeEndpoints): string[] =>
  Object.entries({ inbox, recaptcha, canary }).flatMap(([name, value]) => (value === undefined ? [name] : []));

/**
 * Runs the whole journey of the canary account: start, mail, verify, complete, log in, log out. It uses one of the
 * account's three codes an hour, and leaves the account with a random password, because the next run needs none.
 */
export async function makeJourney({ site, api, inbox, recaptcha, canary }: SmokeEndpoints): Promise<void> {
  if (inbox === undefined || recaptcha === undefined || canary === undefined) throw new Error('there is no driver');
  const deployment = new Deployment({ site, api, inbox, recaptcha, dynamodb: '', logs: '' });
  const { userId, address } = canary;

  const started = await deployment.start(userId);
  const otp = await deployment.otpOf(started, address);
  const verified = expecting(200, await deployment.verify(started, otp));
  const password = randomBytes(24).toString('base64url');
  expecting(200, await deployment.complete(String(verified.json['resetToken']), password));
  await deployment.mailbox.waitFor(address, started.reference, 'changed');

  const session = expecting(201, await deployment.logIn(userId, password));
  const signedIn = { headers: { Authorization: `Bearer ${String(session.json['sessionToken'])}` } };
  expecting(200, await deployment.call('who-am-i', {}, signedIn));
  expecting(204, await deployment.call('log-out', {}, signedIn));
}
