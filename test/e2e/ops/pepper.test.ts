import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secretNames } from '../../../lib/stage-names.ts';
import { readLinkedRequest } from '../../../web/link-fragments.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { startSecrets } from '../../../testkit/secrets.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';
import { runWith } from '../../unit/ops/run-with.ts';
import { ops, orders } from './ops.ts';

const deployment = new Deployment();
const USER = 'dana';
const ADDRESS = 'dana@example.com';

/** The only rotation of the deployment under test. A second one would end the requests of other tests. */
test('a pepper that is rotated during a reset leaves the mailed code valid', async () => {
  const inside = lookInside(deployment);
  await inside?.renewBudgets(USER);
  await inside?.renewAddress(ADDRESS);
  const started = await deployment.start(USER, { from: ownSource() });
  const otp = await deployment.otpOf(started, ADDRESS);

  const { code, out, err } = await ops('pepper', 'rotate', '--yes', '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { version } = JSON.parse(out) as { version: string };
  expect(JSON.parse(out)).toEqual({ stage: 'laptop', version, oneBeforeStaysAccepted: true });
  expecting(200, await deployment.verify(started, otp));

  const next = await ops('resets', 'start', USER, '--json');
  expect(next).toMatchObject({ code: 0, err: '' });
  const linked = readLinkedRequest(new URL((JSON.parse(next.out) as { link: string }).link).hash);
  if (linked?.resetId === undefined) throw new Error('the page cannot read the link');
  const { resetId, reference, expiresAt = '', resendAvailableAt = '' } = linked;
  const request = { resetId, reference, expiresAt, resendAvailableAt };
  expect((await inside?.reset(request))?.pepperVersion).toBe(version.slice(0, 8));
  expecting(200, await deployment.verify(request, await deployment.otpOf(request, ADDRESS)));
  expect(await orders(deployment, 'pepper_rotation_ordered')).not.toEqual([]);
});

describe('a rotation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ops-'));
  const endpointsFile = join(folder, 'endpoints.json');
  const SecretId = secretNames('laptop').pepper;
  let secrets: Awaited<ReturnType<typeof startSecrets>>;

  beforeEach(async () => {
    secrets = await startSecrets();
    await secrets.client.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'a'.repeat(64) }));
    writeFileSync(endpointsFile, JSON.stringify({ ...deployment.endpoints, secretsManager: secrets.url }));
  });
  afterEach(() => secrets.stop());
  afterAll(() => rmSync(folder, { recursive: true }));

  const rotate = (options: string[], answer?: string) =>
    runWith(['pepper', 'rotate', '--reason', 'Test', ...options, '--endpoints', endpointsFile], answer);
  const pepperAt = async (VersionStage: string) =>
    (await secrets.client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString ?? '';

  test('creates 64 random letters and digits, keeps the previous pepper, and shows neither', async () => {
    const { code, out, err } = await rotate([], 'yes');
    expect(code).toBe(0);
    expect(err).toContain('The pepper before it becomes invalid');
    const current = await pepperAt('AWSCURRENT');
    expect(current).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(await pepperAt('AWSPREVIOUS')).toBe('a'.repeat(64));
    expect(out + err).not.toContain(current);
  });

  test('again is refused while requests may need the previous pepper, except with --force', async () => {
    expect((await rotate(['--yes'])).code).toBe(0);
    const first = await pepperAt('AWSCURRENT');
    const { code, err } = await rotate(['--yes']);
    expect(code).toBe(1);
    expect(err).toMatch(/Refused: pepper: was changed at .*; wait until .*, or end them with --force/);
    expect(await pepperAt('AWSCURRENT')).toBe(first);
    expect((await rotate(['--yes', '--force'])).code).toBe(0);
    expect(await pepperAt('AWSPREVIOUS')).toBe(first);
  });

  test.each([
    ['the answer is no', 'n', 1, 'the answer was no'],
    ['the answer is nothing', '', 1, 'the answer was no'],
    ['there is no terminal', undefined, 2, '--yes: is missing, and there is no terminal to ask on'],
  ])('does nothing where %s', async (_what, answer, code, message) => {
    expect(await rotate([], answer)).toMatchObject({ code, err: expect.stringContaining(message) });
    expect(await pepperAt('AWSCURRENT')).toBe('a'.repeat(64));
  });

  test('of a stage that is not there is an error, with a fix', async () => {
    const args = ['pepper', 'rotate', '--reason', 'Test', '--yes', '--stage', 'dev', '--endpoints', endpointsFile];
    const { code, err } = await runWith(args);
    expect(code).toBe(3);
    expect(err).toContain('ResourceNotFoundException: check that the stage is deployed in this account and region');
  });
});
