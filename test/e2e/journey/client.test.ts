import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CaptchaAction } from '../../../functions/operations/index.ts';
import { close, listen } from '../../../local/emulators/loopback.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLIENT = join(ROOT, 'client');
const NAME = 'serverless-password-reset-client';
const USER = 'user-0122';
const ADDRESS = `${USER}@example.com`;

const deployment = new Deployment();
const folder = mkdtempSync(join(tmpdir(), 'client-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Page {
  ask(question: string): Promise<string>;
  show(sentence: string): void;
  captcha(action: CaptchaAction): Promise<string>;
}

interface Example {
  readonly resetPassword: (apiUrl: string, page: Page) => Promise<boolean>;
}

const run = (program: string, args: readonly string[], cwd = folder) =>
  execFileSync(process.execPath, [join(ROOT, 'node_modules', program), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Compiles the package as `npm publish` does, and its README's example as a project that installed it. */
async function compiledExample(): Promise<Example> {
  const installed = join(folder, 'node_modules', NAME);
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, 'package.json'), readFileSync(join(CLIENT, 'package.json')));
  run('typescript/bin/tsc', ['--project', join(CLIENT, 'tsconfig.json'), '--outDir', join(installed, 'dist')]);
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(CLIENT, 'README.md'), 'utf8')) ?? [];
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'example.ts'), example);
  const lib = ['--lib', 'es2022,dom', '--target', 'es2022', '--module', 'nodenext', '--types', ''];
  run('typescript/bin/tsc', ['--strict', '--noUncheckedIndexedAccess', ...lib, 'example.ts']);
  return (await import(join(folder, 'example.js'))) as Example;
}

test('the example in the client’s README compiles against the package and resets a password', async () => {
  const { resetPassword } = await compiledExample();
  const shown: string[] = [];
  const asked: string[] = [];
  const reference = () => /mail says (.*)\.$/.exec(shown[0] ?? '')?.[1] ?? '';
  const passwords = ['short', 'short', 'nine green boats on a still lake', 'nine green boats on a still lake'];
  const ask = async (question: string): Promise<string> => {
    asked.push(question);
    if (question === 'Your user ID') return USER;
    if (question !== 'The code from the mail') return passwords.shift() ?? '';
    const code = otpIn(await deployment.mailbox.waitFor(ADDRESS, reference()));
    const first = asked.filter((each) => each === question).length === 1;
    return first ? code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10) : code;
  };
  const page: Page = {
    ask,
    show: (sentence) => void shown.push(sentence),
    captcha: (action) => deployment.captcha(action),
  };
  expect(await resetPassword(deployment.endpoints.api, page)).toBe(true);
  expect(shown.slice(1)).toEqual([
    'That code was not accepted. Attempts left: 4',
    'Please choose another password: too-short',
    `Done. You can log in: ${deployment.endpoints.site}/`,
  ]);
  expect((await deployment.logIn(USER, 'nine green boats on a still lake')).status).toBe(201);
});

test('the client reports why no answer came', async () => {
  const { createClient } = await import('../../../client/src/client.ts');
  const nowhere = createClient({ apiUrl: `${deployment.endpoints.api}/nothing/` });
  expect(await nowhere.whoAmI({ sessionToken: 'x' })).toMatchObject({ ok: false, problem: { code: 'not-found' } });
  const closed = createClient({ apiUrl: 'http://127.0.0.1:9' });
  expect(await closed.reportReset({ reportToken: 'x' })).toEqual({ ok: false, problem: { code: 'unreachable' } });
  const proxy = createServer((_request, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
  const behindProxy = createClient({ apiUrl: await listen(proxy, 0) });
  const answer = await behindProxy.logIn({ userId: 'x', password: 'x', captchaToken: 'x' });
  await close(proxy);
  expect(answer).toEqual({ ok: false, problem: { code: 'unexpected', status: 502 } });
});
