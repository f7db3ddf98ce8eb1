import { setTimeout as sleep } from 'node:timers/promises';
import { expecting } from '../../../testkit/deployment/deployment.ts';
import { logLines } from '../../../testkit/deployment/log-lines.ts';
import type { WireFault } from '../../../testkit/wire/wire-proxy.ts';
import { garbage, siteverifyError } from './answers.ts';
import { FaultyCloud } from './faulty-cloud.ts';

/** Milliseconds that an open circuit stays open, plus a margin. */
const PAUSE = 10_500;
const OUTAGES_UNTIL_OPEN = 3;

const OUTAGES: readonly [string, WireFault, string][] = [
  ['takes too long', { kind: 'delay', milliseconds: 8000 }, 'user-0001'],
  ['answers 5xx', { kind: 'answer', status: 502, body: 'bad gateway' }, 'user-0002'],
  ['answers what is not JSON', garbage, 'user-0003'],
  ['ends the connection', { kind: 'cut' }, 'user-0004'],
];

/** Error code for a token that was used before. */
const USED = { 'recaptcha-v2': 'timeout-or-duplicate', hcaptcha: 'already-seen-response' } as const;

describe.each(['recaptcha-v2', 'hcaptcha'] as const)('with %s', (captchaProvider) => {
  const used = USED[captchaProvider];
  let cloud: FaultyCloud;
  beforeAll(async () => {
    cloud = await FaultyCloud.start(`captcha-${captchaProvider}`, { captchaProvider });
  });
  afterAll(() => cloud.stop());
  afterEach(async () => {
    cloud.clearFaults();
    // A new process has a new circuit breaker.
    await cloud.kill('verify-otp');
  });

  const asked = () => cloud.wires.siteverify.calls.filter(({ path }) => path.endsWith('/siteverify')).length;

  test.each(OUTAGES)(
    '11. siteverify %s: the step answers 503, and no attempt is spent',
    async (_what, fault, userId) => {
      const { started, otp } = await cloud.mailed(userId);
      cloud.wires.siteverify.inject({ fault });
      const answer = await cloud.deployment.verify(started, otp);
      expect(answer).toMatchObject({ status: 503, json: { code: 'captcha-unavailable' } });
      expect(await cloud.inside.reset(started)).toMatchObject({ state: 'SENT', attempts: 0 });
      cloud.clearFaults();
      expecting(200, await cloud.deployment.verify(started, otp));
    },
  );

  test('11. after a few outages no call waits for siteverify, and after a pause one call finds that it works again', async () => {
    const { started, otp } = await cloud.mailed('user-0005');
    cloud.wires.siteverify.inject({ fault: { kind: 'answer', status: 500, body: '' } });
    for (let outage = 0; outage < OUTAGES_UNTIL_OPEN; outage += 1) await cloud.deployment.verify(started, otp);
    const before = asked();
    expect(await cloud.deployment.verify(started, otp)).toMatchObject({ status: 503 });
    expect(asked()).toBe(before);

    cloud.clearFaults();
    await sleep(PAUSE);
    expecting(200, await cloud.deployment.verify(started, otp));
    expect(await cloud.inside.reset(started)).toMatchObject({ state: 'VERIFIED', attempts: 1 });
  });

  test('12. a token that the provider reports as used is refused, and a fresh one is asked for', async () => {
    const { started, otp } = await cloud.mailed('user-0006');
    cloud.wires.siteverify.inject({ fault: siteverifyError(used), times: 1 });
    const answer = await cloud.deployment.verify(started, otp);
    expect(answer).toMatchObject({ status: 400, json: { code: 'captcha-rejected' } });
    expect(await cloud.inside.reset(started)).toMatchObject({ attempts: 0 });
    expecting(200, await cloud.deployment.verify(started, otp));
  });

  test('13. a wrong secret of ours is reported to the operators, and the user is not called a robot', async () => {
    const { started, otp } = await cloud.mailed('user-0007');
    cloud.wires.siteverify.inject({ fault: siteverifyError('invalid-input-secret') });
    const answer = await cloud.deployment.verify(started, otp);
    expect(answer).toMatchObject({ status: 503, json: { code: 'captcha-unavailable' } });
    const lines = logLines(cloud.deployment.endpoints.logs).filter((line) => line.includes('captcha-misconfigured'));
    expect(lines.length).toBeGreaterThan(0);
    expect(await cloud.inside.reset(started)).toMatchObject({ attempts: 0 });
  });
});
