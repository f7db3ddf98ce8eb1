import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { CognitoDirectory } from '../../../functions/adapters/directories/cognito/directory.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import { close, listen, readBody, sendJson, serve } from '../../../local/emulators/loopback.ts';
import { InMemoryChangeNotes } from '../../../testkit/fakes/in-memory-change-notes.ts';

/** Behaviour that the emulator does not show: errors of Cognito, statuses and pages, on the wire. */

interface Call {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

type Reply = { readonly error: string; readonly message?: string; readonly status?: number } | Record<string, unknown>;

let calls: Call[] = [];
let replies: Readonly<Record<string, Reply | ((call: Call) => Reply)>> = {};
const server = serve(async (request, response) => {
  const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
  const call = { operation, input: JSON.parse((await readBody(request)).toString()) as Call['input'] };
  calls.push(call);
  const reply = replies[operation];
  const content = (typeof reply === 'function' ? reply(call) : reply) ?? {};
  if ('error' in content) {
    const { error, message = '', status = 400 } = content as { error: string; message?: string; status?: number };
    return sendJson(response, status, { __type: error, message }, 'application/x-amz-json-1.1');
  }
  sendJson(response, 200, content, 'application/x-amz-json-1.1');
});
let client: CognitoIdentityProviderClient;
let directory: CognitoDirectory;

beforeAll(async () => {
  client = new CognitoIdentityProviderClient({
    endpoint: await listen(server, 0),
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
beforeEach(() => {
  calls = [];
  replies = { AdminGetUser: user() };
  directory = new CognitoDirectory(client, 'us-east-1_Test00001', new InMemoryChangeNotes());
});
afterAll(async () => {
  client.destroy();
  await close(server);
});

const email = (Value: string, verified = 'true') => [
  { Name: 'email', Value },
  { Name: 'email_verified', Value: verified },
];
const user = (more: Record<string, unknown> = {}) => ({
  Username: 'anna',
  Enabled: true,
  UserStatus: 'CONFIRMED',
  UserLastModifiedDate: 1_700_000_000.123,
  UserAttributes: [{ Name: 'sub', Value: 'b5c1' }, ...email('Anna@example.com')],
  ...more,
});
const change = (changeId = 'c.1') =>
  directory.setPassword({
    account: 'anna',
    password: new Secret('a password that is long enough'),
    changeId,
    accepts: () => true,
  });
const operations = () => calls.map(({ operation }) => operation);

test.each([
  ['CONFIRMED', 'active'],
  ['FORCE_CHANGE_PASSWORD', 'active'],
  ['RESET_REQUIRED', 'active'],
  ['UNCONFIRMED', 'unverified'],
  ['EXTERNAL_PROVIDER', 'federated'],
  ['ARCHIVED', 'disabled'],
  ['UNKNOWN', 'disabled'],
  ['A_STATUS_OF_TOMORROW', 'disabled'],
])('a user whose status is %s counts as %s', async (UserStatus, status) => {
  replies = { AdminGetUser: user({ UserStatus }) };
  expect((await directory.findByUserId('anna'))?.status).toBe(status);
  expect(await change()).toEqual(status === 'active' ? { kind: 'changed' } : { kind: 'not-allowed' });
  expect(operations().includes('AdminSetUserPassword')).toBe(status === 'active');
});

test.each(['CONFIRMED', 'UNCONFIRMED', 'EXTERNAL_PROVIDER'])(
  'a user who may not log in is disabled, %s or not',
  async (UserStatus) => {
    replies = { AdminGetUser: user({ UserStatus, Enabled: false }) };
    expect((await directory.findByUserId('anna'))?.status).toBe('disabled');
  },
);

test.each([
  ['is not verified', email('anna@example.com', 'false')],
  ['has no mark of verification', [{ Name: 'email', Value: 'anna@example.com' }]],
  ['is missing', [{ Name: 'phone_number', Value: '+15550100' }]],
])('an address that %s gets no mail', async (_what, UserAttributes) => {
  replies = { AdminGetUser: user({ UserAttributes }), ListUsers: { Users: [user({ Attributes: UserAttributes })] } };
  expect((await directory.findByUserId('anna'))?.addresses).toEqual([]);
  expect(await directory.findByAddress('anna@example.com')).toEqual([]);
});

test('if the pool generates user names, the address that users sign in with is the user ID', async () => {
  const sub = '0b6e2f0c-9d3f-4c3c-9a57-2f0f3f0f0a11';
  replies = {
    AdminGetUser: user({ Username: sub, UserAttributes: [{ Name: 'sub', Value: sub }, ...email('anna@example.com')] }),
  };
  expect((await directory.findByUserId('anna@example.com'))?.userId).toBe('anna@example.com');
  await change();
  expect(calls.find(({ operation }) => operation === 'AdminSetUserPassword')?.input['Username']).toBe(sub);
});

test('a search by address is escaped, reads every page, and compares again', async () => {
  const page = (Username: string, address: string) => user({ Username, Attributes: email(address) });
  replies = {
    ListUsers: ({ input }) =>
      input['PaginationToken'] === 'next'
        ? { Users: [page('dana.admin', 'DANA@example.com'), page('other', 'dan\u0101@example.com')] }
        : { Users: [page('dana', 'dana@example.com')], PaginationToken: 'next' },
  };
  expect((await directory.findByAddress('dana@example.com')).map(({ userId }) => userId)).toEqual([
    'dana',
    'dana.admin',
  ]);
  replies = { ListUsers: { Users: [] } };
  await directory.findByAddress('a"b\\@example.com');
  expect(calls.at(-1)?.input['Filter']).toBe('email = "a\\"b\\\\@example.com"');
});

test('an address whose filter is longer than Cognito takes is found nowhere, without a call', async () => {
  replies = { ListUsers: { Users: [] } };
  expect(await directory.findByAddress(`${'"'.repeat(118)}@example.com`)).toEqual([]);
  expect(calls).toEqual([]);
  await directory.findByAddress(`${'"'.repeat(117)}@example.com`);
  expect(operations()).toEqual(['ListUsers']);
  expect(String(calls[0]?.input['Filter']).length).toBe(256);
});

describe('a password that its owner reported', () => {
  const refuse = (changeId = 'c.1') => directory.refusePassword({ account: 'anna', changeId });

  test('is reset by Cognito after the sessions ended, and none is set', async () => {
    await refuse();
    expect(operations()).toEqual(['AdminGetUser', 'AdminUserGlobalSignOut', 'AdminResetUserPassword']);
  });

  test.each(['RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD', 'UNCONFIRMED', 'EXTERNAL_PROVIDER'])(
    'of a user in the state %s is not reset, because none logs in with it',
    async (UserStatus) => {
      replies = { AdminGetUser: user({ UserStatus }) };
      await refuse();
      expect(operations()).toEqual(['AdminGetUser', 'AdminUserGlobalSignOut']);
    },
  );

  test('is not touched after a later change', async () => {
    expect(await change('later.1')).toEqual({ kind: 'changed' });
    calls = [];
    await refuse();
    expect(operations()).toEqual(['AdminGetUser']);
  });

  test.each(['InvalidParameterException', 'TooManyRequestsException', 'NotAuthorizedException'])(
    'that Cognito does not reset, with %s, is an error',
    async (error) => {
      replies = { AdminGetUser: user(), AdminResetUserPassword: { error } };
      await expect(refuse()).rejects.toMatchObject({ name: error });
    },
  );
});

test('sets a permanent password, then ends the sessions, and changes nothing else', async () => {
  expect(await change()).toEqual({ kind: 'changed' });
  expect(operations()).toEqual(['AdminGetUser', 'AdminSetUserPassword', 'AdminUserGlobalSignOut']);
  expect(calls[1]?.input).toEqual({
    UserPoolId: 'us-east-1_Test00001',
    Username: 'anna',
    Password: 'a password that is long enough',
    Permanent: true,
  });
});

test.each([
  ['InvalidPasswordException', { kind: 'refused', reasons: ['refused-by-directory'] }],
  ['InvalidParameterException', { kind: 'refused', reasons: ['refused-by-directory'] }],
  ['PasswordHistoryPolicyViolationException', { kind: 'refused', reasons: ['reused'] }],
  ['UserNotFoundException', { kind: 'not-allowed' }],
])('%s when a password is set is an outcome, and no session ends', async (error, outcome) => {
  replies = { ...replies, AdminSetUserPassword: { error, message: 'Password did not conform with policy' } };
  expect(await change()).toEqual(outcome);
  expect(operations()).not.toContain('AdminUserGlobalSignOut');
});

test.each([
  ['TooManyRequestsException', 400],
  ['LimitExceededException', 400],
  ['ResourceNotFoundException', 400],
  ['NotAuthorizedException', 400],
  ['AccessDeniedException', 400],
  ['InternalErrorException', 500],
])('%s is an error at every call, and never an outcome', async (error, status) => {
  for (const operation of ['AdminGetUser', 'AdminSetUserPassword', 'AdminUserGlobalSignOut']) {
    replies = { AdminGetUser: user(), [operation]: { error, status } };
    await expect(change(`fault.${operation}`)).rejects.toMatchObject({ name: error });
  }
  replies = { AdminGetUser: { error, status }, ListUsers: { error, status } };
  await expect(directory.findByUserId('anna')).rejects.toMatchObject({ name: error });
  await expect(directory.findByAddress('anna@example.com')).rejects.toMatchObject({ name: error });
});

test('a user without a time of modification is an error: no outcome could be found out', async () => {
  replies = { AdminGetUser: user({ UserLastModifiedDate: undefined }) };
  await expect(directory.findByUserId('anna')).rejects.toThrow('Cognito described a user');
});

test('a change that was interrupted before its sessions ended is completed by the question for its outcome', async () => {
  replies = { ...replies, AdminUserGlobalSignOut: { error: 'InternalErrorException', status: 500 } };
  await expect(change()).rejects.toMatchObject({ name: 'InternalErrorException' });
  expect(await directory.outcomeOf({ account: 'anna', changeId: 'c.1' })).toBe('not-changed');
  replies = { ...replies, AdminGetUser: user({ UserLastModifiedDate: 1_700_000_000.124 }) };
  await expect(directory.outcomeOf({ account: 'anna', changeId: 'c.1' })).rejects.toMatchObject({
    name: 'InternalErrorException',
  });
  replies = { ...replies, AdminUserGlobalSignOut: {} };
  expect(await directory.outcomeOf({ account: 'anna', changeId: 'c.1' })).toBe('changed');
  expect(operations().at(-1)).toBe('AdminUserGlobalSignOut');
  calls = [];
  expect(await change()).toEqual({ kind: 'changed' });
  expect(operations()).toEqual(['AdminGetUser', 'AdminUserGlobalSignOut']);
});

test('a user ID that Cognito does not accept is not looked up', async () => {
  for (const userId of ['a b', '\ud800', 'x'.repeat(129), ''])
    expect(await directory.findByUserId(userId)).toBeUndefined();
  expect(calls).toEqual([]);
});
