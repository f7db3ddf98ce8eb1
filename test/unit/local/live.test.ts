import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { jest } from '@jest/globals';
import { freePortBase } from '../../../local/ports.ts';

jest.setTimeout(120_000);

/** Copy of the repository: the tests save files in it, never in the checked-out tree. */
const copy = mkdtempSync(join(tmpdir(), 'live-'));
const SOURCES = [
  'bin',
  'brand',
  'cli',
  'client',
  'examples',
  'functions',
  'lib',
  'local',
  'web',
  'cdk.json',
  'package.json',
];

const STARTING_MS = 300_000;
let cloud: ChildProcess;
let site: string;
let api: string;
const lines: string[] = [];
const waiting = new Set<() => void>();

beforeAll(async () => {
  for (const source of [...SOURCES, 'package-lock.json']) cpSync(source, join(copy, source), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
  const port = await freePortBase();
  site = `http://127.0.0.1:${port}`;
  api = `http://127.0.0.1:${port + 1}/v1`;
  cloud = spawn(process.execPath, ['local/start.ts', '--port', String(port)], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [cloud.stdout, cloud.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  cloud.once('exit', () => {
    for (const look of waiting) look();
  });
  await shown(/^Ready in/);
}, STARTING_MS);

afterAll(async () => {
  const ended = once(cloud, 'exit');
  cloud.kill('SIGTERM');
  await ended;
  rmSync(copy, { recursive: true, force: true });
});

/** Waits for a line on the console that was not there before the last one that was waited for. */
async function shown(pattern: RegExp): Promise<string> {
  for (;;) {
    const index = lines.findIndex((line) => pattern.test(line));
    if (index !== -1) return lines.splice(0, index + 1).at(-1) ?? '';
    if (cloud.exitCode !== null) throw new Error(lines.join('\n'));
    await new Promise<void>((resume) => waiting.add(resume));
    waiting.clear();
  }
}

function save(path: string, change: (source: string) => string): void {
  const file = join(copy, path);
  const source = readFileSync(file, 'utf8');
  const changed = change(source);
  if (changed === source) throw new Error(`${path} does not have the text that this test changes`);
  writeFileSync(file, changed);
}

/** An open page's connection, on which it waits for news. */
function openPage(): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const request = get(`${site}/@reload/events`, (response) => {
      const reloaded = new Promise<void>((reload) => {
        response.setEncoding('utf8');
        response.on('data', (text: string) => text.includes('data: reload') && reload());
      });
      resolve(() => reloaded.finally(() => request.destroy()));
    });
    request.once('error', reject);
  });
}

/** Version of the code that answers: a header that each saved version sets in its own way. */
async function version(): Promise<string | null> {
  const { status, headers } = await fetch(`${api}/password-resets/verify`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  expect(status).toBe(400);
  return headers.get('x-version');
}

const withVersion = (name: string) => (source: string) =>
  `${source}
{
  const toResponse = Problem.prototype.toResponse;
  Problem.prototype.toResponse = function () {
    const answer = toResponse.call(this);
    return { ...answer, headers: { ...answer.headers, 'X-Version': '${name}' } };
  };
}
`;

const PROBLEM = 'functions/operations/problems.ts';

test('a saved function answers the next request', async () => {
  expect(await version()).toBeNull();
  save(PROBLEM, withVersion('second'));
  expect(await shown(/^Functions: /)).toContain('verify-otp');
  expect(await version()).toBe('second');
});

test('a mistake is shown with its file and line, the version before goes on, and the next good save recovers', async () => {
  const good = readFileSync(join(copy, PROBLEM), 'utf8');
  save(PROBLEM, (source) => `${source}const = 1;\n`);
  expect(await shown(/cannot be built/)).toContain('the version before goes on running');
  const mistake = good.split('\n').length;
  expect(await shown(/Expected identifier/)).toContain(`${PROBLEM}:${mistake}:7`);
  expect(await version()).toBe('second');
  writeFileSync(join(copy, PROBLEM), withVersion('third')(good));
  await shown(/^Functions: /);
  expect(await version()).toBe('third');
});

test('a saved text of a mail is in the bundle of the function that writes it', async () => {
  save('functions/mail/texts/en.ts', (source) => `${source}\nconsole.log('the text was saved');\n`);
  expect(await shown(/^Functions: /)).toContain('mail-consumer');
});

test('an open page reloads when its files are saved, under the deployed policy', async () => {
  const reloaded = await openPage();
  save('web/styles.css', (source) => `${source}\n.saved-while-open { color: red; }\n`);
  await reloaded();
  const page = await fetch(site);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  const sheet = /href="(\/assets\/[^"]+\.css)"/.exec(await page.text())?.[1];
  expect(await (await fetch(site + sheet)).text()).toContain('.saved-while-open');
});

test('a mistake in a page is shown with its file and line', async () => {
  const good = readFileSync(join(copy, 'web/main.tsx'), 'utf8');
  save('web/main.tsx', (source) => `${source}const = 1;\n`);
  await shown(/The pages cannot be built/);
  expect(await shown(/web\/main\.tsx/)).toMatch(/web\/main\.tsx:\d+:\d+: /);
  writeFileSync(join(copy, 'web/main.tsx'), good);
  expect((await fetch(site)).status).toBe(200);
});

test('a saved setting of the stage is in the functions and in config.json', async () => {
  const productName = async () => Object(await (await fetch(`${site}/config.json`)).json()).productName;
  expect(await productName()).toBe('Example');
  save('lib/settings/stages/laptop.ts', (source) => source.replace(/productName: '[^']*'/, "productName: 'Saved'"));
  expect(await shown(/^Stack: /)).toContain('function mail-consumer');
  expect(await productName()).toBe('Saved');
});

test('a mistake in the stack is shown with its file, and the next good save recovers', async () => {
  const file = 'lib/settings/stages/laptop.ts';
  const good = readFileSync(join(copy, file), 'utf8');
  save(file, (source) => `const = 1;\n${source}`);
  await shown(/The stack cannot be/);
  expect(await shown(/laptop\.ts/)).toContain(`${file}:1: `);
  writeFileSync(join(copy, file), good.replace(/productName: '[^']*'/, "productName: 'Recovered'"));
  expect(await shown(/^Stack: /)).toContain('the pages');
});

test('a change that needs a new start says so', async () => {
  save('lib/settings/stages/laptop.ts', (source) => source.replace("'laptop-site-key'", "'another-site-key'"));
  expect(await shown(/^Start again/)).toBe(
    'Start again to apply this: the captcha provider or its site key has changed.',
  );
});
