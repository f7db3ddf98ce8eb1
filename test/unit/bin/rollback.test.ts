import { spawnSync } from 'node:child_process';
import { rollBackStage } from '../../../cli/deploy/rollback-stage.ts';
import type { PublishedVersion, Releasing } from '../../../cli/deploy/rollback.ts';
import type { Stack } from '../../../cli/doctor/account.ts';

const RELEASED = new Date('2026-11-29T12:00:00Z');
const [BEFORE, AFTER] = [new Date('2026-11-20T12:00:00Z'), new Date('2026-11-29T12:01:00Z')];

const stackWith = (versions: Readonly<Record<string, string>>, updatedAt: Date | undefined = RELEASED): Stack => ({
  status: 'UPDATE_COMPLETE',
  outputs: {},
  updatedAt,
  resources: Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [
      `${name}Version`,
      { type: 'AWS::Lambda::Version', id: `arn:aws:lambda:eu-central-1:210987654321:function:${name}:${version}` },
    ]),
  ),
});

const published = (...versions: [string, Date][]): PublishedVersion[] =>
  versions.map(([version, publishedAt]) => ({ version, publishedAt }));

interface Stage {
  readonly stack: Stack | undefined;
  readonly versions?: Readonly<Record<string, readonly PublishedVersion[]>>;
  readonly live?: Readonly<Record<string, string>>;
  readonly running?: readonly string[];
  readonly broken?: string;
}

/** Rolls a stage in memory back. */
async function rollBack({ stack, versions = {}, live = {}, running = [], broken }: Stage, answer = true) {
  const aliases = { ...live };
  const stopped: string[] = [];
  const printed: string[] = [];
  const releasing: Releasing = {
    stack: () => Promise.resolve(stack),
    running: () => Promise.resolve(running),
    async stop(id) {
      stopped.push(id);
    },
    versions: (name) => Promise.resolve(versions[name] ?? []),
    live: (name) => Promise.resolve(aliases[name]),
    move(name, version) {
      if (name === broken) return Promise.reject(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
      aliases[name] = version;
      return Promise.resolve();
    },
  };
  const terminal = { ask: () => Promise.resolve(answer), print: (line: string) => printed.push(line) };
  const code = await rollBackStage('prod', releasing, terminal);
  return { code, aliases, stopped, text: printed.join('\n') };
}

const RELEASE: Stage = {
  stack: stackWith({ verify: '9', start: '4' }),
  versions: {
    // Version 8 was deleted.
    verify: published(['3', BEFORE], ['7', BEFORE], ['9', AFTER]),
    start: published(['3', BEFORE], ['4', BEFORE]),
  },
  live: { verify: '9', start: '4' },
};

test('each function that the last release changed goes to the version before, and the others stay', async () => {
  const { code, aliases, text } = await rollBack(RELEASE);
  expect(aliases).toEqual({ verify: '7', start: '4' });
  expect(code).toBe(0);
  expect(text).toContain('verify  9 → 7');
  expect(text).toContain('npm run deploy -- --stage prod --now');
});

test('a release that is being shifted is stopped, and nothing else is touched', async () => {
  const { code, aliases, stopped } = await rollBack({ ...RELEASE, running: ['d-1', 'd-2'] });
  expect([code, stopped, aliases]).toEqual([0, ['d-1', 'd-2'], RELEASE.live]);
});

test('nothing changes when it is declined', async () => {
  expect(await rollBack(RELEASE, false)).toMatchObject({ code: 3, aliases: RELEASE.live });
});

test('a function that cannot be moved does not keep the others', async () => {
  const versions = { ...RELEASE.versions, start: published(['3', BEFORE], ['4', AFTER]) };
  const { code, aliases, text } = await rollBack({ ...RELEASE, versions, broken: 'verify' });
  expect([code, aliases]).toEqual([1, { verify: '9', start: '3' }]);
  expect(text).toContain('FAILED  verify: AccessDeniedException');
});

test.each<[string, Stage, string]>([
  ['a stage that is not deployed', { stack: undefined }, 'not deployed here'],
  ['a stage without versions', { stack: stackWith({}) }, 'releaseShifting is all-at-once'],
  ['the first deployment', { ...RELEASE, stack: { ...stackWith({ verify: '9' }), updatedAt: undefined } }, 'only one'],
  ['a release that was rolled back already', { ...RELEASE, live: { verify: '7', start: '4' } }, 'rolled back already'],
  ['a deployment that changed no function', { ...RELEASE, stack: stackWith({ start: '4' }) }, 'changed no function'],
  ['a first version', { ...RELEASE, versions: { verify: published(['9', AFTER]) } }, 'changed no function'],
])('%s has nothing to move back, and the way by a deployment is named', async (_what, stage, reason) => {
  const { code, text } = await rollBack(stage);
  expect(code).toBe(4);
  expect(text).toContain(reason);
  expect(text).toContain('npm ci && npm run deploy -- --stage prod --now');
});

describe('the command', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, ['bin/rollback.ts', ...args], { encoding: 'utf8' });

  test('shows its help with all exit codes', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const code of [0, 1, 2, 3, 4]) expect(stdout).toMatch(new RegExp(`\\b${code} \\w`));
  });

  test.each([
    ['no stage', [], '--stage X is missing'],
    ['a stage that is not there', ['--stage', 'production', '--yes'], 'there is no stage "production"'],
    ['no terminal and no --yes', ['--stage', 'dev'], 'There is no terminal to ask on'],
  ])('%s is wrong usage', (_what, args, message) => {
    expect(run(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });
});
