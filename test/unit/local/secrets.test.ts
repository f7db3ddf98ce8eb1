import { generateSecretString } from '../../../local/secrets.ts';

test('a generated secret has the length and only the characters of its rules', () => {
  expect(generateSecretString({ PasswordLength: 64, ExcludePunctuation: true })).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(generateSecretString({ ExcludeCharacters: 'abc"\\' })).toMatch(/^[^abc"\\ ]{32}$/);
  const digits = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true };
  expect(generateSecretString({ ...digits, PasswordLength: 200 })).toMatch(/^\d{200}$/);
});

test('a template keeps its fields beside the generated one', () => {
  const secret = generateSecretString({ SecretStringTemplate: '{"user":"service"}', GenerateStringKey: 'password' });
  expect(JSON.parse(secret)).toEqual({ user: 'service', password: expect.stringMatching(/^.{32}$/) });
});

test('two secrets are not the same', () => {
  expect(generateSecretString({})).not.toBe(generateSecretString({}));
});
