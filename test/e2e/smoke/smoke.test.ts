import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clients, readEndpoints as readOpsEndpoints } from '../../../cli/ops/clients.ts';
import { contextOf } from '../../../cli/ops/command.ts';
import { addUser } from '../../../cli/ops/add-user.ts';
import { laptop } from '../../../lib/settings/stages/laptop.ts';
import { listen } from '../../../local/listen.ts';
import { readEndpoints } from '../../../testkit/deployment/endpoints.ts';
import { checks } from '../../../cli/smoke/checks.ts';
import { parseEndpoints, type SmokeEndpoints } from '../../../cli/smoke/endpoints.ts';
import { mailReachesSimulator } from '../../../cli/smoke/mail.ts';
import { smokeTest } from '../../../cli/smoke/smoke.ts';

const { site, api, inbox, recaptcha } = readEndpoints();
const canary = { userId: 'user-0150', address: 'user-0150@example.com' };

const clients = new Clients(readOpsEndpoints(process.env['ENDPOINTS'] ?? ''));
afterAll(() => clients.destroy());
const context = contextOf(laptop.stage, clients, {
  err: () => undefined,
  ask: () => Promise.resolve(undefined),
});

async function smoke(endpoints: SmokeEndpoints, sendMail?: () => Promise<void>) {
  const lines: string[] = [];
  const report = await smokeTest(endpoints, (line) => lines.push(line), sendMail);
  return { ...report, lines };
}

test('a working deployment passes every check and the whole journey', async () => {
  const sendMail = () => mailReachesSimulator(context, { site, canary: undefined });
  const { lines, ...report } = await smoke({ site, api, inbox, recaptcha, canary }, sendMail);
  expect(lines.filter((line) => !line.startsWith('  ok '))).toEqual([`Smoke test of ${site} and ${api}`]);
  expect(report).toEqual({ failed: 0, journey: 'driven', mail: 'tested' });
});

test('an account whose mails bounce fails the mail, and the error says so', async () => {
  const bounced = { userId: 'smoke-bounce', addresses: ['bounce@simulator.amazonses.com'], status: 'active' as const };
  await addUser(context, bounced, 'test of bounces');
  await expect(mailReachesSimulator(context, { site, canary: bounced.userId })).rejects.toThrow(/was bounced/);
});

test('an account that is not there fails the mail', async () => {
  await expect(mailReachesSimulator(context, { site, canary: 'nobody-at-all' })).rejects.toThrow('no such user');
});

test('without a driver the checks run, and a line says that the journey was not driven', async () => {
  const { lines, ...report } = await smoke({ site, api });
  expect(report).toEqual({ failed: 0, journey: 'not-driven', mail: 'not-tested' });
  expect(lines.at(-2)).toMatch(/^ {2}NOT TESTED .*: no --stage$/);
  expect(lines.at(-1)).toMatch(/^ {2}NOT DRIVEN .*: the endpoints name no inbox, no recaptcha, no canary$/);
});

test('a deployment that answers everything with an empty page fails each check', async () => {
  const server = await listen(
    createServer((_, response) => response.end('')),
    0,
  );
  try {
    const { failed, lines } = await smoke({ site: server.url, api: `${server.url}/v1` });
    expect(failed).toBe(checks.length);
    expect(lines.filter((line) => line.startsWith('  FAILED '))).toHaveLength(checks.length);
  } finally {
    await server.stop();
  }
});

test('an API other than that of the pages is found', async () => {
  const other = 'https://elsewhere.example/v1';
  const pages = await listen(
    createServer((_, response) => response.end(JSON.stringify({ apiUrl: other }))),
    0,
  );
  try {
    const { lines } = await smoke({ site: pages.url, api });
    expect(lines.join('\n')).toContain(`config.json names the API ${other}, not /v1 or ${api}`);
  } finally {
    await pages.stop();
  }
});

test('an unknown canary account fails the journey', async () => {
  const missing = { userId: 'user-0151', address: 'somebody-else@example.com' };
  const { lines, failed } = await smoke({ site, api, inbox, recaptcha, canary: missing });
  expect(failed).toBe(1);
  expect(lines.at(-1)).toMatch(/^ {2}FAILED .*: no mail to somebody-else@example\.com/);
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'smoke-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (content: unknown, ...args: string[]) => {
    const file = join(folder, 'endpoints.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return spawnSync(process.execPath, ['bin/smoke.ts', '--endpoints', file, ...args], { encoding: 'utf8' });
  };

  test('ends with 3 where nothing shows that a mail can be sent, and fails if the journey is required', () => {
    expect(run({ site, api })).toMatchObject({ status: 3, stdout: expect.stringContaining('NOT DRIVEN') });
    expect(run({ site, api }, '--require-journey')).toMatchObject({ status: 1 });
  });

  test.each<[string, unknown, string[], string]>([
    ['a file that is not JSON', 'site', [], 'is not JSON'],
    ['no API', { site }, [], 'api: '],
    ['a slash at the end', { site: `${site}/`, api }, [], 'site: must have no slash at the end'],
    ['an account without its address', { site, api }, ['--user', 'bob'], '--user and --address go together'],
    ['a canary without its stage', { site, api }, ['--canary', 'bob'], '--canary needs --stage'],
    ['an unknown option', { site, api }, ['--force'], "Unknown option '--force'"],
  ])('%s is wrong usage', (_what, content, args, message) => {
    expect(run(content, ...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });
});

test('the endpoints of the laptop cloud are a driver', () => {
  expect(parseEndpoints(readEndpoints(), 'endpoints.json')).toMatchObject({ site, api, inbox, recaptcha });
});
