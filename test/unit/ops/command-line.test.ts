import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { continuationLink } from '../../../cli/ops/resets-start.ts';
import { errorText } from '../../../cli/ops/error-text.ts';
import { newPepper, pepperInUse } from '../../../cli/ops/pepper.ts';
import { table } from '../../../cli/ops/outcome.ts';
import { commands } from '../../../cli/ops/commands.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import { settingsOfStage } from '../../../lib/settings/stages/index.ts';
import { readLinkedRequest } from '../../../web/link-fragments.ts';
import { temporaryFolder } from '../local/emulators/temporary-folder.ts';
import { runWith } from './run-with.ts';

const folder = temporaryFolder();

const endpointsFile = (text: string): string => {
  const file = join(folder, 'endpoints.json');
  writeFileSync(file, text);
  return file;
};

const allow = ({ cidr = '203.0.113.0/24', starts = '200', time = '4h', reason = 'Training' }): string[] =>
  ['networks', 'allow', cidr, '--stage', 'dev'].concat(['--starts', starts, '--for', time, '--reason', reason]);

describe('a wrong command line', () => {
  test.each<[string, string[], string]>([
    ['nothing', [], 'COMMAND: must be one of: console, users list'],
    ['an unknown command', ['users', 'delete'], 'COMMAND: must be one of'],
    ['a wrong name of a stage', ['users', 'list', '--stage', 'Prod!'], '--stage: must be the name of a deployed stage'],
    ['an unknown option', ['users', 'add', 'a', 'a@b.c', '--password=hunter2'], "Unknown option '--password'"],
    [
      'too few arguments',
      ['users', 'add', 'a', '--stage', 'dev'],
      'arguments: ADDRESS is missing; must be USERID ADDRESS',
    ],
    ['too many arguments', ['users', 'list', 'hunter2', '--stage', 'dev'], 'arguments: must be [--status STATUS]'],
    [
      'an ID with a control character',
      ['users', 'add', 'a\u0007', 'a@b.c', '--stage', 'dev'],
      'USERID: must not contain',
    ],
    ['a wrong address', ['users', 'add', 'a', 'hunter2', '--stage', 'dev'], 'ADDRESS: address 1 is not an address'],
    ['a wrong status', ['users', 'list', '--status', 'gone', '--stage', 'dev'], '--status: must be one of active'],
    ['a missing file', ['users', 'import', '/nowhere.csv', '--stage', 'dev'], 'FILE.csv: cannot be read'],
    [
      'a wrong language tag',
      ['resets', 'start', 'a', '--locale', '!', '--stage', 'dev'],
      '--locale: must be a language tag',
    ],
    [
      'a site with a path',
      ['resets', 'start', 'a', '--site', 'https://x.example/a', '--stage', 'dev'],
      '--site: must be an',
    ],
    ['a wrong reference', ['resets', 'show', 'K7QM', '--stage', 'dev'], 'REFERENCE: must be the eight letters'],
    ['a wrong address to show', ['suppression', 'show', 'nope', '--stage', 'dev'], 'ADDRESS: must look like name@'],
    ['a network of the whole internet', allow({ cidr: '0.0.0.0/0' }), 'CIDR: must have a prefix from /8 to /32'],
    ['an address in place of a network', allow({ cidr: '203.0.113.9' }), 'CIDR: must be a network such as'],
    ['no number of starts', allow({ starts: '0' }), '--starts: must be a number from 1 to 100000'],
    ['a time without a unit', allow({ time: '4' }), '--for: must be a time such as 30m, 4h or 2d'],
    ['a time without an end', allow({ time: '8d' }), 'for good, use the setting networkAllowances'],
    ['no reason', allow({ reason: '' }), '--reason: must be 3 to 200 characters'],
    ['a reason in two lines', allow({ reason: 'a\nb' }), '--reason: must be 3 to 200 characters'],
    ['no limit to lift', ['limits', 'lift', 'a', '--stage', 'dev'], '--hour, --day, --logins: choose one'],
    ['two limits to lift', ['limits', 'lift', 'a', '--day', '--logins', '--stage', 'dev'], 'choose one'],
    ['no user to show', ['users', 'show', ' ', '--stage', 'dev'], 'USERID|ADDRESS: begins or ends with a space'],
    ['no endpoints file', ['users', 'list', '--endpoints', '/nowhere.json'], '--endpoints: there is no such file'],
  ])('with %s ends with 2, and names the argument', async (_what, args, message) => {
    const { code, out, err } = await runWith(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('hunter2');
    expect(out).toBe('');
  });

  test('is also printed for programs', async () => {
    const { code, out } = await runWith(['users', 'list', '--status', 'gone', '--stage', 'dev', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({ error: expect.stringContaining('--status: must be one of') });
  });

  test.each([
    ['not JSON', '{'],
    ['without a table service', '{"ses":"http://127.0.0.1:1"}'],
  ])('has an endpoints file that is %s', async (_what, text) => {
    const { code, err } = await runWith(['users', 'list', '--endpoints', endpointsFile(text)]);
    expect(code).toBe(2);
    expect(err).toContain('--endpoints: must be a JSON file that names at least "dynamodb"');
  });

  test('asks for a service that the endpoints file does not name', async () => {
    const file = endpointsFile('{"dynamodb":"http://127.0.0.1:1"}');
    const { code, err } = await runWith(['suppression', 'show', 'a@example.com', '--endpoints', file]);
    expect(code).toBe(2);
    expect(err).toContain('--endpoints: the file names no "ses"');
  });
});

test('a stage is missing where no laptop cloud runs', () => {
  const bin = join(process.cwd(), 'bin/ops.ts');
  const { status, stderr } = spawnSync(process.execPath, [bin, 'users', 'list'], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toContain('--stage: is missing; name the stage to work on, or run `npm start` on a laptop');
  expect(status).toBe(2);
});

test('a laptop cloud that runs in this folder is found', () => {
  const local = join(folder, '.local');
  mkdirSync(local);
  writeFileSync(join(local, 'endpoints.json'), '{"dynamodb":"http://127.0.0.1:1"}');
  const bin = join(process.cwd(), 'bin/ops.ts');
  const { status, stderr } = spawnSync(process.execPath, [bin, 'users', 'list'], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toContain('ECONNREFUSED');
  expect(status).toBe(3);
});

test('a cloud that is not there is an error, with a fix', () => {
  const file = endpointsFile('{"dynamodb":"http://127.0.0.1:1"}');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/ops.ts', 'users', 'list', '--endpoints', file], {
    encoding: 'utf8',
  });
  expect(stderr).toContain('Error: ECONNREFUSED');
  expect(stderr).toContain('start the laptop cloud with `npm start`');
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
});

test('an error shows its name and a fix, and not what AWS quotes', () => {
  const failure = (name: string) => Object.assign(new Error('quotes hunter2'), { name, $metadata: {} });
  expect(errorText(failure('ValidationException'))).toBe('ValidationException');
  expect(errorText(failure('ExpiredTokenException'))).toBe(
    'ExpiredTokenException: the AWS credentials have expired; log in again',
  );
  expect(errorText(new Error('Region is missing'))).toContain('Region is missing: set AWS_REGION');
  expect(errorText(Object.assign(new Error('dns'), { code: 'ENOTFOUND' }))).toContain('AWS_REGION is a region');
  expect(errorText(failure('TokenProviderError'))).toContain('log in with `aws sso login`');
  expect(errorText(failure('CredentialsProviderError'))).toContain('log in with `aws sso login`');
  expect(errorText(failure('AccessDeniedException'))).toContain('docs/guides/operations.md');
});

test.each(Array.from(commands.keys()))('%s explains itself', async (name) => {
  const { code, out, err } = await runWith([...name.split(' '), '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`npm run ops -- ${name} `);
  expect(out).toContain('Exit codes: 0 done; 1 refused');
});

test('--help lists every command', async () => {
  const { code, out } = await runWith(['--help']);
  expect(code).toBe(0);
  for (const name of commands.keys()) expect(out).toContain(`  ${name} `);
});

test('a new pepper is 64 letters and digits, and never the same', () => {
  const peppers = Array.from({ length: 200 }, newPepper);
  for (const pepper of peppers) expect(pepper).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(new Set(peppers).size).toBe(200);
  expect(new Set(peppers.join('')).size).toBe(62);
});

test('a pepper is in use for as long as a function caches it and a request can be resent', () => {
  expect(pepperInUse(settingsOfStage('dev'))).toBe(300 + 3 * 600);
});

test('the page reads the link as it was written, and its path and query carry nothing', () => {
  const link = new URL(
    continuationLink('https://login.example.com', {
      kind: 'issued',
      resetId: new Secret('a-_9'.repeat(10).concat('abc')),
      reference: 'K7QM-2XPD',
      expiresAt: new Date('2030-01-01T00:10:00Z'),
      resendAvailableAt: new Date('2030-01-01T00:01:00Z'),
    }),
  );
  expect(link.origin + link.pathname + link.search).toBe('https://login.example.com/enter-code');
  expect(readLinkedRequest(link.hash)).toEqual({
    resetId: 'a-_9'.repeat(10).concat('abc'),
    reference: 'K7QM-2XPD',
    expiresAt: '2030-01-01T00:10:00.000Z',
    resendAvailableAt: '2030-01-01T00:01:00.000Z',
  });
});

test('text that a user typed cannot move the cursor', () => {
  expect(table(['USER ID'], [['a\u001b[2J\r\nb']])).toBe('USER ID\na\uFFFD[2J\uFFFD\uFFFDb');
});
