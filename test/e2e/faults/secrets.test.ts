import { expecting } from '../../../testkit/deployment/deployment.ts';
import { logLines } from '../../../testkit/deployment/log-lines.ts';
import type { WireFault } from '../../../testkit/wire/wire-proxy.ts';
import { FaultyCloud } from './faulty-cloud.ts';

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await FaultyCloud.start('secrets');
});
afterAll(() => cloud.stop());
afterEach(() => cloud.clearFaults());

const down: WireFault = { kind: 'answer', status: 500, body: '{"__type":"InternalServiceError"}' };

test('14. Secrets Manager is down: warm functions go on, cold functions fail closed and spend no attempt', async () => {
  const warm = await cloud.mailed('user-0001');
  expecting(400, await cloud.deployment.verify(warm.started, '00000000'));
  cloud.wires.secretsManager.inject({ fault: down });
  expecting(200, await cloud.deployment.verify(warm.started, warm.otp));

  const cold = await cloud.mailed('user-0002');
  await cloud.kill('verify-otp');
  const answer = await cloud.deployment.verify(cold.started, cold.otp);
  expect(answer.status).toBe(503);
  expect(await cloud.inside.reset(cold.started)).toMatchObject({ state: 'SENT', attempts: 0 });
  cloud.clearFaults();
  expecting(200, await cloud.deployment.verify(cold.started, cold.otp));
});

test('9. the secret of the distribution: one rotation changes nothing, after a second its calls come from its own address', async () => {
  const prefixFrom = async (from: string) => {
    const started = await cloud.deployment.start('nobody-here');
    // The consumer's own step comes first; then the guess is the last one.
    await cloud.inside.settled(started);
    await cloud.deployment.verify(started, '00000000', { at: 'site', from });
    return (await cloud.inside.reset(started))?.lastEvent.origin?.prefix;
  };
  const unproven = () =>
    logLines(cloud.deployment.endpoints.logs).filter((line) => line.includes('"origin-unproven"')).length;
  expect(await prefixFrom('127.41.5.9')).toBe('127.41.5.0/24');
  await cloud.rotateOriginSecret();
  await cloud.kill('verify-otp');
  expect(await prefixFrom('127.42.5.9')).toBe('127.42.5.0/24');
  expect(unproven()).toBe(0);
  await cloud.rotateOriginSecret();
  await cloud.kill('verify-otp');
  expect(await prefixFrom('127.43.5.9')).toBe('127.0.0.0/24');
  expect(unproven()).toBe(1);
});

test('15. the pepper rotates while a code is under way: the code still verifies, in functions that know both peppers', async () => {
  const { started, otp } = await cloud.mailed('user-0003');
  await cloud.rotatePepper();
  for (const stem of ['start-reset', 'mail-consumer', 'verify-otp']) await cloud.kill(stem);
  expecting(200, await cloud.deployment.verify(started, otp));
  const after = await cloud.mailed('user-0004');
  expecting(200, await cloud.deployment.verify(after.started, after.otp));
  const [before, later] = [await cloud.inside.reset(started), await cloud.inside.reset(after.started)];
  expect(later?.pepperVersion).not.toBe(before?.pepperVersion);
});
