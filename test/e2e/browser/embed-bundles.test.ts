import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { ClientPackage } from '../../../testkit/client-package.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { launchBrowser } from './browser.ts';
import { HOST_ORIGIN } from './host-page.ts';
import { Visitor } from './visitor.ts';

const { endpoints } = new Deployment();
let browser: Browser;
let client: ClientPackage;

beforeAll(async () => {
  client = new ClientPackage();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  client?.[Symbol.dispose]();
});

/** In a process of its own: Vite's bundler takes no objects of Jest's realm. */
async function withVite(entry: string): Promise<string> {
  const vite = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url));
  writeFileSync(join(client.project, 'index.html'), `<script type="module" src="/${basename(entry)}"></script>`);
  const outDir = join(client.project, 'vite');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', outDir], { cwd: client.project });
  const [file = ''] = readdirSync(join(outDir, 'assets')).filter((name) => name.endsWith('.js'));
  return readFileSync(join(outDir, 'assets', file), 'utf8');
}

/** `next` adds what Next.js sets for its pages in a browser. */
async function withWebpack(entry: string, next = false): Promise<string> {
  // The types of webpack would be loaded for this test alone.
  const webpack = createRequire(import.meta.url)('webpack') as (
    options: object,
    done: (error: unknown, stats?: { hasErrors(): boolean; toString(): string }) => void,
  ) => void;
  const path = join(client.project, next ? 'next' : 'webpack');
  const asNext = {
    target: ['web', 'es6'],
    resolve: { conditionNames: ['browser', 'import', 'module', 'require'], mainFields: ['browser', 'module', 'main'] },
  };
  await new Promise<void>((resolve, reject) =>
    webpack(
      {
        mode: 'production',
        context: client.project,
        entry,
        output: { path, filename: 'page.js', module: true },
        experiments: { outputModule: true, topLevelAwait: true },
        performance: false,
        ...(next && asNext),
      },
      (error, stats) => {
        if (error === null && stats?.hasErrors() === false) resolve();
        else reject(new Error(`webpack: ${stats?.toString()}`, { cause: error }));
      },
    ),
  );
  return readFileSync(join(path, 'page.js'), 'utf8');
}

const FALLBACK = `<a href="${endpoints.site}/forgot-password">Forgot your password?</a>`;

const html = (sample: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Our shop</title></head><body><main><h1>Our shop</h1>${
  sample === 'element.js'
    ? `<password-reset site="${endpoints.site}" user-id="alice" login-url="/login">${FALLBACK}</password-reset>`
    : `<div id="password-reset" data-site="${endpoints.site}"></div>`
}</main><script type="module" src="/page.js"></script></body></html>`;

/** Without a bundler: the page has the files of the package beside it, and an import map. */
const PLAIN = (sample: string) =>
  readFileSync(client.sample(sample), 'utf8').replace(
    /'serverless-password-reset-client\/(\w+)'/,
    (_name, entry: string) => `'/dist/${entry}.js'`,
  );

async function open(sample: string, script: string, origin = HOST_ORIGIN): Promise<Visitor> {
  const person = await Visitor.arrive(browser, { site: origin });
  await person.page.context().grantPermissions(['local-network-access']);
  await person.page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/dist/'))
      return route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(client.folder, pathname)) });
    return pathname === '/page.js'
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body: html(sample) });
  });
  await person.page.goto(`${origin}/shop`);
  return person;
}

const SAMPLES = ['function.js', 'element.js', 'react.js'];
const BUNDLERS: Readonly<Record<string, (entry: string) => Promise<string>>> = {
  Vite: withVite,
  'webpack 5': (entry) => withWebpack(entry),
  'webpack 5 as Next.js sets it': (entry) => withWebpack(entry, true),
};

const cases = [
  ...Object.entries(BUNDLERS).flatMap(([name, bundle]) =>
    SAMPLES.map((sample) => ({ name, sample, script: () => bundle(client.sample(sample)) })),
  ),
  // React is no file that a browser loads as it is.
  ...['function.js', 'element.js'].map((sample) => ({ name: 'plain HTML', sample, script: () => PLAIN(sample) })),
];

test.each(cases)('$sample built by $name shows the pages', async ({ sample, script }) => {
  const person = await open(sample, await script());
  await person.page.locator('h1[aria-level="2"]', { hasText: 'Reset your password' }).waitFor();
  expect(await person.page.getByRole('textbox', { name: 'User ID' }).inputValue()).toBe('alice');
  await person.page.locator('body[data-step="forgot-password"]').waitFor({ state: 'attached' });
  expect(await person.page.getByText('Forgot your password?').count()).toBe(0);
  expect(await person.page.getByRole('link', { name: 'Back to login' }).getAttribute('href')).toBe(
    `${HOST_ORIGIN}/login`,
  );
  expect(person.complaints.all).toEqual([]);
  await person.leave();
});

test.each([
  ['function.js', 'Forgot your User ID/Password?'],
  ['element.js', 'Forgot your password?'],
])('on an origin that is not allowed, %s shows a link to the hosted pages', async (sample, link) => {
  const person = await open(sample, PLAIN(sample), 'http://localhost:4999');
  const shown = person.page.getByRole('link');
  await shown.waitFor();
  expect(await shown.textContent()).toBe(link);
  expect(await shown.getAttribute('href')).toBe(`${endpoints.site}/forgot-password`);
  await person.leave();
});
