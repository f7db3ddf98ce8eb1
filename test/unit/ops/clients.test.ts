import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clients } from '../../../cli/ops/clients.ts';
import { dev } from '../../../lib/settings/stages/dev.ts';
import { regionOf } from '../../../lib/settings/stages/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
afterEach(() => delete process.env['PASSWORD_RESET_CONFIG']);
afterAll(() => rmSync(folder, { recursive: true }));

test('a command looks in the region that the settings of the stage name', async () => {
  const file = join(folder, 'password-reset.config.json');
  const abroad = { ...dev, stage: 'abroad', account: '210987654321', region: 'eu-west-3' };
  writeFileSync(file, JSON.stringify({ abroad }));
  process.env['PASSWORD_RESET_CONFIG'] = file;

  const clients = new Clients(undefined, regionOf('abroad'));
  expect(await clients.secretsManager.config.region()).toBe('eu-west-3');
  expect(await clients.documents.config.region()).toBe('eu-west-3');
  clients.destroy();
});

test('a stage whose settings are not here, or name no region, is looked for in that of the environment', () => {
  expect(regionOf('elsewhere')).toBeUndefined();
  expect(regionOf('dev')).toBeUndefined();
});

test('a wrong setting of the stage is named, and its region is not looked for elsewhere', () => {
  const file = join(folder, 'wrong.config.json');
  writeFileSync(file, JSON.stringify({ abroad: { ...dev, region: 'eu-west-3', otpDigits: 3 } }));
  process.env['PASSWORD_RESET_CONFIG'] = file;
  expect(() => regionOf('abroad')).toThrow(`otpDigits: must be at least 6. Fix: set it to a whole number from 6 to 12`);
  for (const args of [
    ['bin/ops.ts', 'users', 'list', '--stage', 'abroad'],
    ['bin/smoke.ts', '--stage', 'abroad'],
    ['bin/audit.ts', 'run', 'events', '--stage', 'abroad'],
    ['bin/doctor.ts', '--stage', 'abroad'],
  ]) {
    const { status, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { ...process.env, PASSWORD_RESET_CONFIG: file },
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining('  otpDigits: must be at least 6. ')]);
    expect(stderr).not.toMatch(/-c otpDigits|--set otpDigits|Region is missing/);
  }
});

test('without a region the error stands once, and the smoke test names its own option', () => {
  const env = { PATH: process.env['PATH'], HOME: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true' };
  const run = (...args: string[]) => spawnSync(process.execPath, args, { encoding: 'utf8', env }).stderr;
  expect(run('bin/ops.ts', 'users', 'list', '--stage', 'dev')).toMatch(/^Error: Region is missing: set AWS_REGION/);
  expect(run('bin/smoke.ts', '--stage', 'dev')).toMatch(/: Region is missing: set AWS_REGION.*; or give --region\n$/);
});
