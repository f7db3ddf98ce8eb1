import { loginElsewhere, safeLoginUrl, takeHints } from '../../../web/login-page.ts';
import { TabSession, type TabStorage } from '../../../web/session.ts';

class MemoryStorage implements TabStorage {
  readonly entries = new Map<string, string>();
  getItem = (key: string) => this.entries.get(key) ?? null;
  setItem = (key: string, value: string) => void this.entries.set(key, value);
  removeItem = (key: string) => void this.entries.delete(key);
}

const session = () => new TabSession(new MemoryStorage());

describe('LOGIN leads', () => {
  const site = 'https://reset.example.com';

  test('to the login page of the application', () => {
    expect(safeLoginUrl('https://app.example.com/login?from=reset', site)).toBe(
      'https://app.example.com/login?from=reset',
    );
  });

  test('to a page of this site for a path', () => {
    expect(safeLoginUrl('/', site)).toBe('https://reset.example.com/');
  });

  test.each(['myapp://login', 'com.example.app:/login'])('to a mobile application by %s', (url) => {
    expect(safeLoginUrl(url, site)).toBe(url);
  });

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'blob:x',
    'mailto:a@b.example',
    'https://',
  ])('to the hosted login page instead of %s', (url) => {
    expect(safeLoginUrl(url, site)).toBe('/');
  });
});

describe('an application passes in the address', () => {
  const site = 'https://reset.example.com';

  test('the user ID, which does not stay in the address', () => {
    const tab = session();
    const address = takeHints(tab, `${site}/forgot-password?login_hint=%20alice%20&from=shop#part`);
    expect([tab.userId, address]).toEqual(['alice', `${site}/forgot-password?from=shop#part`]);
  });

  test.each(['', '%20', 'a'.repeat(129)])('no user ID by %j', (hint) => {
    const tab = session();
    takeHints(tab, `${site}/?login_hint=${hint}`);
    expect(tab.userId).toBeUndefined();
  });

  const shop = 'https://shop.example.com/login';
  const returnUrls = [shop, 'myapp://login'];
  const returnedTo = (returnTo: string) => {
    const tab = session();
    expect(takeHints(tab, `${site}/?returnTo=${encodeURIComponent(returnTo)}`)).toBe(`${site}/`);
    return loginElsewhere({ returnUrls, loginUrl: 'https://www.example.com/login' }, tab, site);
  };

  test.each(returnUrls)('%s, to which LOGIN leads back', (url) => {
    expect(returnedTo(url)).toBe(url);
  });

  test.each([
    'https://evil.example/login',
    `${shop}/`,
    `${shop}?next=1`,
    'https://shop.example.com/login@evil.example',
    'javascript:alert(1)',
    '//shop.example.com/login',
  ])('not %s, which the settings do not list', (url) => {
    expect(returnedTo(url)).toBe('https://www.example.com/login');
  });

  test('nothing, and the settings decide', () => {
    expect(loginElsewhere({ returnUrls }, session(), site)).toBeUndefined();
  });
});
