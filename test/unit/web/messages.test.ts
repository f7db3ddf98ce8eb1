import { readdirSync, readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { reasonText } from '../../../web/components/password-advice.tsx';
import { en } from '../../../web/messages/en.ts';
import { clock, duration, language, loadLanguage, plural, replaceTexts, text } from '../../../web/messages/text.ts';

beforeAll(() => loadLanguage('en'));

test('the language that is asked for last is shown, whichever arrives first', async () => {
  expect(await Promise.all([loadLanguage('de'), loadLanguage('en')])).toEqual([false, true]);
  expect(language()).toBe('en');
});

describe('messages', () => {
  test('fill in their values', () => {
    expect(text('account.loggedInAs', { userId: 'alice' })).toBe('You are logged in as alice');
  });

  test('keep what looks like a placeholder inside a value', () => {
    expect(text('account.loggedInAs', { userId: '{userId} $& $1' })).toBe('You are logged in as {userId} $& $1');
  });

  test('of the deployment replace ours, only in their language', async () => {
    replaceTexts({ en: { 'account.loggedInAs': 'Welcome, {userId}' }, de: { 'login.title': 'Willkommen' } });
    expect([text('account.loggedInAs', { userId: '{userId}' }), text('login.title')]).toEqual([
      'Welcome, {userId}',
      'Log in',
    ]);
    await loadLanguage('de');
    expect(text('login.title')).toBe('Willkommen');
    await loadLanguage('en');
    replaceTexts({});
    expect(text('account.loggedInAs', { userId: 'alice' })).toBe('You are logged in as alice');
  });

  test('choose the form for the count', () => {
    expect(plural('code.attemptsLeft', 1)).toBe('1 attempt left.');
    expect(plural('code.attemptsLeft', 4)).toBe('4 attempts left.');
  });

  test.each([
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [61, '2 minutes'],
    [3600, '60 minutes'],
  ])('a duration of %i seconds is %s', (seconds, shown) => {
    expect(duration(seconds)).toBe(shown);
  });

  test.each([
    [0, '0:00'],
    [65, '1:05'],
    [600, '10:00'],
  ])('a countdown of %i seconds shows %s', (seconds, shown) => {
    expect(clock(seconds)).toBe(shown);
  });
});

describe('reasons against a password', () => {
  test('each has a sentence of its own', () => {
    const reasons = [
      'too-short',
      'too-long',
      'common',
      'breached',
      'context-word',
      'reused',
      'refused-by-directory',
      'too-young',
    ];
    const sentences = reasons.map((reason) => reasonText(reason, 15));
    expect(new Set(sentences).size).toBe(reasons.length);
    expect(sentences).not.toContain(en['password.reason.unknown']);
    expect(sentences[0]).toContain('15');
  });

  test('an unknown one has a general sentence', () => {
    expect(reasonText('added-later', 15)).toBe(en['password.reason.unknown']);
  });
});

describe('components', () => {
  const folder = (name: string) => new URL(`../../../web/${name}/`, import.meta.url);
  const files = ['screens', 'components'].flatMap((name) =>
    readdirSync(folder(name))
      .filter((file) => file.endsWith('.tsx'))
      .map((file): [string, URL] => [`${name}/${file}`, new URL(file, folder(name))]),
  );

  test.each(files)('%s holds no literal sentence', (_name, url) => {
    const { code } = transformSync(readFileSync(url, 'utf8'), { loader: 'tsx', jsx: 'automatic', target: 'es2022' });
    const shown = /(?:children|title|placeholder|alt|label|"aria-label"): (?:\[\s*)?["'`][^"'`]*\p{L}{2,}/gu;
    expect(code.match(shown) ?? []).toEqual([]);
  });
});
