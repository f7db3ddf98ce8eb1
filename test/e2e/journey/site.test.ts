import { testWhere } from '../../../testkit/deployment/capabilities.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { PATHS } from '../../../web/paths.ts';

/** The hosted pages as a site: what each path answers, and for how long a browser may keep it. */

const deployment = new Deployment();
const { site } = deployment.endpoints;
const get = (path: string) => httpCall({ method: 'GET', url: `${site}${path}` });
const SCRIPT = /<script type="module"[^>]* src="(\/assets\/[^"]+)"/;

test.each([...PATHS, '/report/'])('%s is a page', async (path) => {
  const { status, text, headers } = await get(path);
  expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/html/)]);
  expect(text).toMatch(SCRIPT);
  expect(headers['cache-control']).toBe('no-cache');
});

async function saysMissing(path: string): Promise<void> {
  const { status, text, headers } = await get(path);
  expect(status).toBe(404);
  expect(text).toContain('<h1>Page not found</h1>');
  // The same script as the other pages': it knows the user's language and the brand.
  expect(SCRIPT.exec(text)?.[1]).toBe(SCRIPT.exec((await get('/')).text)?.[1]);
  expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
}

testWhere(deployment, 'listed-bucket').each([
  '/nothing',
  '/a/path/of/a/page',
  '/report/x',
  '/assets/main-00000000.js',
  '/embed/gone.js',
  '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200',
])('%s is missing, says so by its status and shows a page of ours', saysMissing);

test('password managers are sent to the page that changes a password', async () => {
  const { status, headers } = await get('/.well-known/change-password');
  expect([status, headers['location']]).toEqual([302, '/forgot-password']);
});

test.each([
  ['/robots.txt', /^text\/plain/, /^User-agent: \*$/m],
  ['/favicon.svg', /^image\/svg\+xml/, /^<svg /],
  ['/favicon.ico', /^image\/(x-icon|vnd\.microsoft\.icon)/, /PNG/],
  ['/apple-touch-icon.png', /^image\/png/, /PNG/],
])('%s is there', async (path, type, content) => {
  const { status, headers, text } = await get(path);
  expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(type)]);
  expect(text).toMatch(content);
});

test('a file with a hash in its name is kept for good; what names it is asked for each time', async () => {
  const [, script = ''] = SCRIPT.exec((await get('/')).text) ?? [];
  const cached = async (path: string) => (await get(path)).headers['cache-control'];
  expect(await cached(script)).toBe('public, max-age=31536000, immutable');
  for (const path of ['/config.json', '/embed.js', '/404.html', '/favicon.svg']) {
    expect([path, await cached(path)]).toEqual([path, 'no-cache']);
  }
});

describe('the API at the host of the pages', () => {
  const user = 'user-0172';
  const password = 'correct horse battery staple';

  test('takes a session that was opened there or at its own host', async () => {
    const opened = expecting(201, await deployment.logIn(user, password, { from: ownSource(), at: 'site' }));
    const headers = { Authorization: `Bearer ${String(opened.json['sessionToken'])}` };
    for (const at of ['site', 'api'] as const) {
      const answer = await deployment.call('who-am-i', {}, { at, headers });
      expect([answer.status, answer.json['userId'], answer.headers['cache-control']]).toEqual([200, user, 'no-store']);
    }
    expect((await deployment.call('log-out', {}, { at: 'site', headers })).status).toBe(204);
    expect((await deployment.call('who-am-i', {}, { headers })).status).toBe(401);
  });

  test('answers bad input with the same problem', async () => {
    const [there, here] = await Promise.all(
      (['site', 'api'] as const).map((at) => deployment.send('verify-otp', { otp: 1 }, { at })),
    );
    expect([there?.status, there?.json]).toEqual([400, here?.json]);
  });
});

test('nothing lists the files of the site', async () => {
  const { text } = await get('/?list-type=2&prefix=assets');
  expect(text).not.toContain('ListBucketResult');
});
