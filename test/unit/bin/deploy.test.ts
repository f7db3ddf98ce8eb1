import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Deploying, deployStage } from '../../../cli/deploy/deploy-stage.ts';
import { type DeployOptions, parseOptions } from '../../../cli/deploy/options.ts';
import type { StackEvent } from '../../../cli/deploy/timings.ts';

const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OUTPUTS = { 'PasswordReset-dev': { SiteUrl: 'https://site.example', ApiUrl: 'https://api.example/v1' } };

interface Circumstances {
  /** The step that fails. */
  readonly fails?: string;
  readonly answer?: boolean;
  readonly captcha?: 'filled' | 'random';
  /** Whether the stack is new. */
  readonly isFirst?: boolean;
  /** Events of the stack, newest first, when they are read. */
  readonly events?: (now: Date) => readonly StackEvent[];
  /** Typed where the captcha's secret key is asked for; undefined without a terminal. */
  readonly typed?: string;
}

/** Does as `cdk`, the account and the smoke test would, unless one of them is to fail. */
async function deploy(
  options: Partial<DeployOptions>,
  {
    fails = 'nothing',
    answer = true,
    captcha = 'filled',
    isFirst = false,
    typed,
    events = () => [],
  }: Circumstances = {},
) {
  const calls: string[] = [];
  const printed: string[] = [];
  let endpoints: unknown;
  const world: Deploying = {
    cdk(...args) {
      calls.push(args.join(' ').replaceAll(folder, ''));
      const outputs = args.indexOf('--outputs-file');
      if (outputs !== -1) writeFileSync(args[outputs + 1] ?? '', JSON.stringify(OUTPUTS));
      return args[0] !== fails;
    },
    async doctor(template) {
      calls.push(`doctor ${template.replaceAll(folder, '')}`);
      return fails !== 'doctor';
    },
    captchaIsFilled: () => Promise.resolve(captcha === 'filled'),
    async putCaptcha(secretKey) {
      calls.push(`put ${secretKey}`);
    },
    async askSecret() {
      calls.push('ask for the key');
      return typed;
    },
    async tidyPages() {
      calls.push('tidy');
      if (fails === 'tidy') throw new Error('AccessDenied');
      return 3;
    },
    async events() {
      if (fails === 'events') throw new Error('AccessDenied');
      return events(new Date());
    },
    smoke(file) {
      calls.push('smoke');
      endpoints = JSON.parse(readFileSync(file, 'utf8'));
      return fails !== 'smoke';
    },
    isFirst: () => Promise.resolve(isFirst),
    async ask() {
      calls.push('ask');
      return answer;
    },
    print: (line) => printed.push(line),
  };
  const all = { stage: 'dev', settings: {}, yes: false, smoke: true, doctor: true, now: false, ...options };
  return { code: await deployStage(world, all, folder), calls, printed, endpoints };
}

const SYNTH = 'synth --quiet --output /dev -c stage=dev -c templateCheck=on';
const DOCTOR = 'doctor /dev/PasswordReset-dev.template.json';
const DIFF = 'diff --app /dev';
const DEPLOY = 'deploy --app /dev --require-approval never --outputs-file /dev.outputs.json';

test('synthesizes, shows, asks, deploys what was shown, and tests it', async () => {
  const { code, calls, endpoints } = await deploy({});
  expect(calls).toEqual([SYNTH, DOCTOR, DIFF, 'ask', DEPLOY, 'tidy', 'smoke']);
  expect(endpoints).toEqual({ site: 'https://site.example', api: 'https://api.example/v1' });
  expect(code).toBe(0);
});

describe('after a deployment, the slowest resources', () => {
  const deployed = (at: Date): StackEvent[] => {
    const version = { resource: 'Version', type: 'AWS::Lambda::Version', at, ofStack: false };
    return [
      { ...version, status: 'CREATE_COMPLETE' },
      { ...version, status: 'CREATE_IN_PROGRESS' },
      { resource: 'PasswordReset-dev', type: '', status: 'UPDATE_IN_PROGRESS', at, ofStack: true },
    ];
  };

  test('are named', async () => {
    const { printed } = await deploy({}, { events: deployed });
    expect(printed).toContain('The slowest resources (docs/guides/releases.md):');
    expect(printed).toContain('     0 s  create  AWS::Lambda::Version  Version');
  });

  test('are not those of an older one, where this one changed nothing', async () => {
    const { printed } = await deploy({}, { events: (now) => deployed(new Date(now.getTime() - 3_600_000)) });
    expect(printed.join()).not.toContain('slowest');
  });

  test('stay unknown without the right to read events, and the deployment goes on', async () => {
    const { code, printed } = await deploy({}, { fails: 'events' });
    expect(printed).toContain('The slowest resources are unknown: AccessDenied');
    expect(code).toBe(0);
  });
});

test('deploys nothing when it is declined', async () => {
  expect(await deploy({}, { answer: false })).toMatchObject({ code: 3, calls: [SYNTH, DOCTOR, DIFF, 'ask'] });
});

test('does not ask with --yes, and brings overrides to the synthesis alone', async () => {
  const { code, calls } = await deploy({ yes: true, settings: { otpDigits: '6' } });
  expect([code, calls]).toEqual([0, [`${SYNTH} -c otpDigits=6`, DOCTOR, DIFF, DEPLOY, 'tidy', 'smoke']]);
});

test.each([
  ['synth', 1, [SYNTH]],
  ['doctor', 5, [SYNTH, DOCTOR]],
  ['diff', 1, [SYNTH, DOCTOR, DIFF]],
  ['deploy', 1, [SYNTH, DOCTOR, DIFF, 'ask', DEPLOY]],
  ['smoke', 4, [SYNTH, DOCTOR, DIFF, 'ask', DEPLOY, 'tidy', 'smoke']],
])('goes no further when %s fails, and ends with %d', async (fails, code, calls) => {
  expect(await deploy({}, { fails })).toMatchObject({ code, calls });
});

test('asks for the captcha’s secret key before it deploys, and puts it before the smoke test', async () => {
  const { code, calls } = await deploy({}, { captcha: 'random', typed: 'key-of-the-provider' });
  expect(calls).toEqual([
    SYNTH,
    DOCTOR,
    'ask for the key',
    DIFF,
    'ask',
    DEPLOY,
    'put key-of-the-provider',
    'tidy',
    'smoke',
  ]);
  expect(code).toBe(0);
});

test('puts a key that is named, and asks for none', async () => {
  const { calls } = await deploy({ yes: true, captchaSecret: 'key-in-a-file' }, { captcha: 'random' });
  expect(calls).toEqual([SYNTH, DOCTOR, DIFF, DEPLOY, 'put key-in-a-file', 'tidy', 'smoke']);
});

test('deploys nothing that nobody could use: without a terminal the key has to be named', async () => {
  const { code, calls, printed } = await deploy({ yes: true }, { captcha: 'random' });
  expect([code, calls]).toEqual([5, [SYNTH, DOCTOR, 'ask for the key']]);
  expect(printed.at(-1)).toContain('--captcha-secret-file FILE');
});

test('with --now it neither looks nor asks for the key, and the template is told', async () => {
  const options = parseOptions(['--stage', 'dev', '--now', '--yes']) as DeployOptions;
  const { calls } = await deploy(options, { captcha: 'random' });
  expect(calls).toEqual([`${SYNTH} -c releaseNow=true`, DIFF, DEPLOY, 'tidy', 'smoke']);
});

test('--skip-doctor deploys all the same', async () => {
  const options = parseOptions(['--stage', 'dev', '--skip-doctor', '--yes']) as DeployOptions;
  expect(await deploy(options, { fails: 'doctor' })).toMatchObject({
    code: 0,
    calls: [SYNTH, DIFF, DEPLOY, 'tidy', 'smoke'],
  });
});

test('files of the pages that cannot be deleted fail no deployment', async () => {
  const { code, calls, printed } = await deploy({}, { fails: 'tidy' });
  expect([code, calls.at(-1)]).toEqual([0, 'smoke']);
  expect(printed).toContain('WARNING: old files of the pages were not deleted: AccessDenied');
});

test('a failed smoke test names the command that goes back', async () => {
  const { printed } = await deploy({}, { fails: 'smoke' });
  expect(printed.at(-1)).toContain('npm run rollback -- --stage dev');
});

test('after a first deployment there is nothing to go back to: the sender domain comes next', async () => {
  const { code, printed } = await deploy({}, { fails: 'smoke', isFirst: true });
  expect(code).toBe(4);
  expect(printed.at(-1)).toContain('publish the Dns… records');
  expect(printed.at(-1)).not.toContain('rollback');
});

test('says so when the smoke test is skipped', async () => {
  const { calls, printed } = await deploy({ smoke: false });
  expect(calls).not.toContain('smoke');
  expect(printed.at(-1)).toContain('skipped');
});

test('gives the driver to the smoke test, and lets it say nothing of where the site is', async () => {
  const file = join(folder, 'driver.json');
  const canary = { userId: 'canary', address: 'canary@example.com' };
  writeFileSync(file, JSON.stringify({ inbox: 'https://inbox.example', canary, site: 'https://elsewhere.example' }));
  const options = parseOptions(['--stage', 'dev', '--endpoints', file]);
  expect((await deploy(options as DeployOptions)).endpoints).toEqual({
    inbox: 'https://inbox.example',
    canary,
    site: 'https://site.example',
    api: 'https://api.example/v1',
  });
});

test('options are read with their settings', () => {
  expect(parseOptions(['--stage', 'dev', '--set', 'otpDigits=6', '--yes'])).toEqual({
    stage: 'dev',
    settings: { otpDigits: '6' },
    yes: true,
    smoke: true,
    doctor: true,
    now: false,
  });
});

test('the secret key comes from a file, without the end of its line', () => {
  const file = join(folder, 'captcha.txt');
  writeFileSync(file, 'key-of-the-provider\n');
  expect(parseOptions(['--stage', 'dev', '--captcha-secret-file', file])).toMatchObject({
    captchaSecret: 'key-of-the-provider',
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['bin/deploy.ts', ...args], { encoding: 'utf8', input: '' });

  test('shows its help with all exit codes', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const code of [0, 1, 2, 3, 4, 5]) expect(stdout).toMatch(new RegExp(`\\b${code} \\w`));
  });

  test.each<[string, string[], string]>([
    ['no stage', [], '--stage X is missing'],
    ['a stage that is not there', ['--stage', 'production'], 'there is no stage "production"'],
    ['a misspelt setting', ['--stage', 'dev', '--set', 'otpDigit=6'], '--set otpDigit: there is no such setting'],
    ['a setting that is wrong', ['--stage', 'dev', '--set', 'otpDigits=3'], 'otpDigits: '],
    ['a setting without a value', ['--stage', 'dev', '--set', 'otpDigits'], '--set otpDigits: must be KEY=VALUE'],
    ['an unknown option', ['--stage', 'dev', '--force'], "Unknown option '--force'"],
    ['a driver that is not there', ['--stage', 'dev', '--yes', '--endpoints', 'nowhere.json'], 'cannot be read'],
    ['a driver that is no JSON', ['--stage', 'dev', '--yes', '--endpoints', 'README.md'], 'README.md: is not JSON'],
    ['a key file that is not there', ['--stage', 'dev', '--captcha-secret-file', 'nowhere'], 'nowhere: cannot be read'],
    ['a file with more than a key', ['--stage', 'dev', '--captcha-secret-file', 'LICENSE'], 'must hold the key alone'],
    ['no terminal and no --yes', ['--stage', 'dev'], 'There is no terminal to ask on'],
  ])('%s is wrong usage, and nothing is synthesized', (_what, args, message) => {
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });
});
