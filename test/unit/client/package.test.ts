import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { apiReport, REPORT } from '../../../client/report.ts';
import { ClientPackage } from '../../../testkit/client-package.ts';

const tool = (path: string) => fileURLToPath(new URL(`../../../node_modules/${path}`, import.meta.url));
const run = promisify(execFile);
let client: ClientPackage;

beforeAll(() => {
  client = new ClientPackage();
});
afterAll(() => client?.[Symbol.dispose]());

/** Output of a command; also of one that fails. */
const outputOf = (path: string, args: readonly string[]): Promise<string> =>
  run(process.execPath, [tool(path), ...args], { cwd: client.project }).then(
    ({ stdout }) => stdout,
    (failure: unknown) => {
      const { stdout, stderr } = failure as { stdout: string; stderr: string };
      return `failed: ${stdout}${stderr}`;
    },
  );

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({ pkgDir: client.folder, strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test('the API is the one that client/API.md shows: npm run client:api', () => {
  expect(readFileSync(REPORT, 'utf8')).toBe(apiReport(client));
});

test('the types of every entry are right in every resolution of ES modules', async () => {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--ignore-scripts', '--json', client.folder], {
      cwd: client.project,
      encoding: 'utf8',
    }),
  ) as [{ filename: string }];
  const found = await outputOf('@arethetypeswrong/cli/dist/index.js', [filename, '--profile', 'esm-only']);
  // The tool fails where it finds a problem, and marks each resolution that works.
  expect(found).not.toMatch(/^failed/);
  expect(found.match(/: 🟢/g)).toHaveLength(2 * 4);
});

const PROGRAM = `
import { createClient, type Answer } from 'serverless-password-reset-client';
import { mountPasswordReset, type EmbedError, type EmbedStep } from 'serverless-password-reset-client/embed';
import { definePasswordReset } from 'serverless-password-reset-client/element';
import { PasswordReset } from 'serverless-password-reset-client/react';
import { createElement } from 'react';

const client = createClient({ apiUrl: 'https://api.example.com/v1', fetch, timeout: 5000 });
const controller = new AbortController();
export const answer: Promise<Answer<'remindUserId'>> = client.remindUserId(
  { email: 'alice@example.com', captchaToken: 'token' },
  { signal: controller.signal },
);
const steps: EmbedStep[] = [];
const errors: EmbedError[] = [];
definePasswordReset();
void mountPasswordReset(document.body, {
  site: 'https://login.example.com',
  onStep: (step) => steps.push(step),
  onError: (error) => errors.push(error),
});
export const element = createElement(PasswordReset, { site: 'https://login.example.com', className: 'reset' });
// @ts-expect-error: the language does not exist
void mountPasswordReset(document.body, { site: '', language: 'tlh' });
`;

test.each(['nodenext', 'bundler'])('the documented imports compile with the resolution %s', async (resolution) => {
  writeFileSync(join(client.project, 'program.ts'), PROGRAM);
  const module = resolution === 'bundler' ? 'esnext' : resolution;
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
    '--types',
    '',
  ];
  const where = ['--module', module, '--moduleResolution', resolution, 'program.ts'];
  expect(await outputOf('typescript/bin/tsc', [...options.slice(0, -2), ...where])).toBe('');
});

test('every entry loads on a server, where there is no document', async () => {
  const script = `for (const entry of ['', '/embed', '/element', '/react'])
    console.log(Object.keys(await import('serverless-password-reset-client' + entry)).join());
  (await import('serverless-password-reset-client/element')).definePasswordReset();`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: client.project });
  expect(stdout.trim().split('\n')).toEqual([
    'createClient',
    'mountPasswordReset',
    'definePasswordReset',
    'PasswordReset',
  ]);
});
