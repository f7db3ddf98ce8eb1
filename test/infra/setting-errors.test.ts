import { checkSettings } from '../../lib/settings/check.ts';
import { settingsSchema } from '../../lib/settings/schema.ts';
import { dev } from '../../lib/settings/stages/dev.ts';

/** Returns the lines about wrong settings; none if the value is accepted. */
function problems(name: string, value: unknown): string[] {
  try {
    checkSettings(dev, { [name]: value });
    return [];
  } catch (error) {
    const [, ...lines] = String(error).split('\n');
    return lines;
  }
}

const names = Object.keys(settingsSchema.shape);

/** Values that are wrong in one way or another: in kind, too small, too large, empty, of an unknown name. */
const WRONG = [{ no: {} }, -1, 1e9, '', [], ['?'], 'x'.repeat(40_000), 'no-such-name', null, Number.NaN];

test.each(names)('a wrong %s is refused with the setting, its problem and a fix', (name) => {
  const lines = WRONG.flatMap((value) => problems(name, value));
  expect(lines).not.toEqual([]);
  for (const line of lines) expect(line).toMatch(/^ {2}[a-z]\w+(\.[\w.?-]*)?: .*\bFix: \S/i);
});

test('no message has the words of the library that checks', () => {
  const lines = names.flatMap((name) => WRONG.flatMap((value) => problems(name, value)));
  expect(lines.filter((line) => /Invalid|expected|Too (small|big)|>=|<=|undefined/.test(line))).toEqual([]);
});

test.each([
  ['otpDigits', 4, 'must be at least 6. Fix: set it to a whole number from 6 to 12 in '],
  ['otpDigits', 13, 'must be at most 12. Fix: set it to a whole number from 6 to 12 in '],
  ['captchaMinimumScore', 0.1, 'must be at least 0.3. Fix: set it to a number from 0.3 to 1 in '],
  ['directory', 'own', 'must be one of built-in, cognito, webhook, ldap. Fix: correct it in '],
  ['waf', 'maybe', 'must be true or false. Fix: correct it in '],
  ['ldapUrls', [], 'must be 1 to 4 servers. Fix: correct it in '],
])('%s as %j says what is allowed', (name, value, message) => {
  expect(problems(name, value)[0]).toContain(`  ${name}: ${message}`);
});
