import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const run = (...args: string[]) => spawnSync(process.execPath, args, { encoding: 'utf8' });

test.each([
  [
    'bin/serverless-password-reset.ts',
    ['nothing'],
    'nothing: there is no such command. Commands: init, doctor, deploy',
  ],
  ['bin/serverless-password-reset.ts', ['init', '--nothing'], "Unknown option '--nothing'"],
  [
    'bin/serverless-password-reset.ts',
    ['init', '--otpDigits', '8'],
    '--otpDigits: init does not ask for this setting. Write it into password-reset.config.json when init is done',
  ],
  ['bin/deploy.ts', [], '--stage X is missing'],
  ['bin/deploy.ts', ['--nothing'], "Unknown option '--nothing'"],
  ['bin/doctor.ts', ['--nothing'], "Unknown option '--nothing'"],
  ['bin/rollback.ts', ['--nothing'], "Unknown option '--nothing'"],
  ['bin/smoke.ts', ['--nothing'], "Unknown option '--nothing'"],
  ['bin/smoke.ts', ['--endpoints', 'nowhere.json'], 'nowhere.json'],
])('%s %j shows its error, and the help only on demand', (program, args, message) => {
  const { status, stdout, stderr } = run(program, ...args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/\n--help (shows the options|explains them)\.\n$/);
  expect(stderr.trimEnd().split('\n')).toHaveLength(2);
});

test('--version prints the version of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(run('bin/serverless-password-reset.ts', '--version')).toMatchObject({ status: 0, stdout: `${version}\n` });
});
