import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { ClientPackage } from '../../../testkit/client-package.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { launchBrowser } from './browser.ts';
import { HOST_ORIGIN } from './host-page.ts';
import { Visitor } from './visitor.ts';

const EXAMPLE = fileURLToPath(new URL('../../../examples/embedding-next', import.meta.url));

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.txt': 'text/plain',
};

const { endpoints } = new Deployment();
const folder = mkdtempSync(join(tmpdir(), 'next-'));
let browser: Browser;

/** Variables without those of `npm test` and Jest, which would lead npm to this repository and Next.js astray. */
const environment = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(NODE_OPTIONS|JEST_|npm_(package|lifecycle)_|npm_config_local)/.test(name),
    ),
  ),
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  NEXT_PUBLIC_PASSWORD_RESET_SITE: endpoints.site,
};

async function run(program: string, args: readonly string[], failure: string): Promise<void> {
  try {
    await promisify(execFile)(program, args, { cwd: folder, env: environment });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${failure}\n${stdout}${stderr}`, { cause: error });
  }
}

beforeAll(async () => {
  cpSync(EXAMPLE, folder, { recursive: true });
  await run(
    'npm',
    ['ci', '--ignore-scripts', '--fetch-retries=1', '--fetch-timeout=30000'],
    'The packages of examples/embedding-next could not be installed. This test needs npm’s registry or a mirror of it: ' +
      'check the network and `npm config get registry`.',
  );
  using client = new ClientPackage();
  cpSync(client.folder, join(folder, 'node_modules/serverless-password-reset-client'), { recursive: true });
  await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], 'next build failed.');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** File of the built application for a path. */
function fileOf(path: string): string | undefined {
  const names = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`];
  return names
    .map((name) => join(folder, 'out', name))
    .find((name) => statSync(name, { throwIfNoEntry: false })?.isFile() === true);
}

test('the example for Next.js builds, shows the pages and follows their steps', async () => {
  const person = await Visitor.arrive(browser, { site: HOST_ORIGIN });
  await person.page.context().grantPermissions(['local-network-access']);
  await person.page.route(`${HOST_ORIGIN}/**`, (route) => {
    const file = fileOf(new URL(route.request().url()).pathname);
    if (file === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({
      contentType: CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
      body: readFileSync(file),
    });
  });
  await person.open('/');
  await person.heading('Our shop');
  await person.page.locator('h1[aria-level="2"]', { hasText: 'Reset your password' }).waitFor();
  await person.page.locator('[data-step="forgot-password"]').waitFor();
  expect(await person.page.getByRole('textbox', { name: 'User ID' }).inputValue()).toBe('alice');
  await person.follow('Forgot your user ID too?');
  await person.page.locator('[data-step="forgot-user-id"]').waitFor();
  expect(person.complaints.all).toEqual([]);
  await person.leave();
});
