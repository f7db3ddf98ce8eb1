import { defaultProvider } from '../../../functions/runtime/bundle/lambda-credentials.ts';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

const given = (accessKeyId: string) => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
});

test('credentials are those of the environment, which a client reads once', async () => {
  process.env = given('one');
  const provider = defaultProvider();
  const expected = { accessKeyId: 'one', secretAccessKey: 'secret', sessionToken: 'token' };
  expect(await provider()).toMatchObject(expected);
  process.env = given('other');
  expect(await provider()).toMatchObject(expected);
  expect(await defaultProvider()()).toMatchObject({ accessKeyId: 'other' });
});

test('an environment without credentials is an error, which is not remembered', async () => {
  process.env = {};
  const provider = defaultProvider();
  await expect(provider()).rejects.toMatchObject({ name: 'CredentialsProviderError' });
  process.env = given('late');
  expect(await provider()).toMatchObject({ accessKeyId: 'late' });
});
