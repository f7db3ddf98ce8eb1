import {
  BerReader,
  type Client,
  ConstraintViolationError,
  type Control,
  EqualityFilter,
  InsufficientAccessError,
  NoSuchObjectError,
  PasswordPolicyControl,
  UnwillingToPerformError,
} from 'ldapts';
import { activeDirectory, unicodePwd } from '../../../../functions/adapters/directories/ldap/active-directory.ts';
import { passwordModify, rfc3062 } from '../../../../functions/adapters/directories/ldap/rfc3062.ts';
import { Secret } from '../../../../functions/domain/secret.ts';

const password = new Secret<'password'>('Ünï "quoted" 🦊');
const refused = (...reasons: string[]) => ({ kind: 'refused', reasons });

/**
 * Connection on which each change fails with this error, and with this error of the password policy in the control.
 */
const failing = (error: Error, policy?: number) => {
  const fail = async (_to: unknown, _what: unknown, control: Control) => {
    if (policy !== undefined && control instanceof PasswordPolicyControl) control.value = { error: policy };
    throw error;
  };
  return { modify: fail, exop: fail } as unknown as Client;
};

describe('Active Directory', () => {
  test.each([
    ['the policy, as a constraint', new ConstraintViolationError('0000052D: Constraint: DSID-031A12D2, problem 1005')],
    ['the policy, as unwillingToPerform', new UnwillingToPerformError('0000052D: SvcErr: DSID-031A12D2, problem 5003')],
  ])('refuses a password by %s', async (_what, error) => {
    const outcome = await activeDirectory.setPassword(failing(error), { dn: 'cn=anna' }, password);
    expect(outcome).toEqual(refused('refused-by-directory'));
  });

  test('reports an account that no longer exists as not allowed', async () => {
    const outcome = await activeDirectory.setPassword(failing(new NoSuchObjectError()), { dn: 'cn=anna' }, password);
    expect(outcome).toEqual({ kind: 'not-allowed' });
  });

  test.each([
    ['a missing right', new InsufficientAccessError('00000005: SecErr: DSID-031A1256, problem 4003')],
    ['another error', new UnwillingToPerformError('0000001F: SvcErr: DSID-031A12D2, problem 5003')],
  ])('reports %s as an error, not as a refusal', async (_what, error) => {
    await expect(activeDirectory.setPassword(failing(error), { dn: 'cn=anna' }, password)).rejects.toBe(error);
  });

  test('sends a password in quotes, as little-endian UTF-16', () => {
    expect(unicodePwd(new Secret('aé'))).toEqual(Buffer.from([0x22, 0, 0x61, 0, 0xe9, 0, 0x22, 0]));
  });
});

describe('RFC 3062', () => {
  test.each([
    [5, 'refused-by-directory'],
    [6, 'refused-by-directory'],
    [7, 'too-young'],
    [8, 'reused'],
  ])('refuses a password by the policy error %i', async (code, reason) => {
    const client = failing(new ConstraintViolationError(), code);
    expect(await rfc3062.setPassword(client, { dn: 'uid=anna' }, password)).toEqual(refused(reason));
  });

  test.each([
    ['policy 2', new InsufficientAccessError(), 2],
    ['policy 4', new InsufficientAccessError(), 4],
  ])('a missing permission of the service account is an error: %s', async (what, error, code) => {
    const call = rfc3062.setPassword(failing(error, code), { dn: 'uid=anna' }, password);
    await expect(call).rejects.toMatchObject({ name: `LdapError ${what}` });
  });

  test('a change that the policy forbids, or of a missing account, is not allowed', async () => {
    const notAllowed = { kind: 'not-allowed' };
    const forbidden = failing(new InsufficientAccessError(), 3);
    expect(await rfc3062.setPassword(forbidden, { dn: 'uid=anna' }, password)).toEqual(notAllowed);
    const gone = failing(new NoSuchObjectError());
    expect(await rfc3062.setPassword(gone, { dn: 'uid=anna' }, password)).toEqual(notAllowed);
  });

  test('a constraint without a policy error is a refusal, and a missing right is an error', async () => {
    const constraint = failing(new ConstraintViolationError());
    expect(await rfc3062.setPassword(constraint, { dn: 'uid=anna' }, password)).toEqual(
      refused('refused-by-directory'),
    );
    const error = new InsufficientAccessError();
    await expect(rfc3062.setPassword(failing(error), { dn: 'uid=anna' }, password)).rejects.toBe(error);
  });

  test.each([
    ['no restriction', {}, 'active'],
    ['a lock by an administrator', { pwdAccountLockedTime: '000001010000Z' }, 'disabled'],
    ['a lockout for wrong passwords', { pwdAccountLockedTime: '20261124235900Z' }, 'active'],
    ['a lock of 389 Directory Server', { nsAccountLock: 'TRUE' }, 'disabled'],
    ['an end in the past', { pwdEndTime: '20261124000000Z' }, 'disabled'],
    ['an end in the future', { pwdEndTime: '20261126000000.5Z' }, 'active'],
    ['an unreadable end', { pwdEndTime: 'soon' }, 'disabled'],
    ['an expiry in the past', { shadowExpire: '20000' }, 'disabled'],
    ['no expiry', { shadowExpire: '-1' }, 'active'],
  ])('an account with %s has that status', (_what, attributes, status) => {
    expect(rfc3062.statusOf({ dn: 'uid=anna', ...attributes }, new Date('2026-11-25T00:00:00Z'))).toBe(status);
  });

  test('sends the account and the new password as it was typed, without an old one', () => {
    const reader = new BerReader(passwordModify('uid=anna\\, müller,dc=example', password));
    reader.readSequence();
    expect(reader.readString(0x80)).toBe('uid=anna\\, müller,dc=example');
    expect(reader.readString(0x82)).toBe(password.reveal());
    expect(reader.remain).toBe(0);
  });
});

test.each(['*', '(uid=*)', '\\', 'a\0b', '*)(uid=*', 'Ünï🦊'])(
  '%j is a plain value in a filter, whatever it means in filter syntax',
  (value) => {
    const filter = new EqualityFilter({ attribute: 'uid', value });
    expect(filter.toString()).not.toMatch(/=.*[*(\0]/);
    expect(
      filter
        .toString()
        .slice(5, -1)
        .replaceAll(/\\([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    ).toBe(value);
  },
);

describe('RFC 3062, an entry', () => {
  const entry = (more: Record<string, string> = {}) => ({
    dn: 'uid=anna',
    pwdChangedTime: '20261125063500Z',
    entryCSN: '20261125063500.100000Z#000000#000#000000',
    ...more,
  });
  const version = rfc3062.versionOf(entry());
  const failedLogin = {
    entryCSN: '20261125080000.000000Z#000000#000#000000',
    pwdFailureTime: '20261125080000.000000Z',
    pwdAccountLockedTime: '20261125080000Z',
  };

  test('is changed by no login that fails, nor by the lockout that follows', () => {
    expect(rfc3062.changedSince(version, entry(failedLogin))).toBe(false);
    expect(rfc3062.markOf(entry(failedLogin))).toBe(rfc3062.markOf(entry()));
  });

  test.each([
    ['in a later second', { pwdChangedTime: '20261125063501Z' }],
    ['in the same second', { entryCSN: '20261125063500.200000Z#000000#000#000000' }],
  ])('is changed by a password %s', (_when, more) => {
    expect(rfc3062.changedSince(version, entry(more))).toBe(true);
  });

  test('without a password policy is changed by whatever changes it', () => {
    const plain = { dn: 'uid=anna', entryCSN: '20261125063500.100000Z#000000#000#000000' };
    const later = { dn: 'uid=anna', entryCSN: failedLogin.entryCSN };
    expect(rfc3062.changedSince(rfc3062.versionOf(plain), plain)).toBe(false);
    expect(rfc3062.changedSince(rfc3062.versionOf(plain), later)).toBe(true);
    expect(rfc3062.changedSince(rfc3062.versionOf(plain), entry())).toBe(true);
    expect(rfc3062.markOf(later)).not.toBe(rfc3062.markOf(plain));
  });

  test.each<Record<string, string>>([
    { pwdAccountLockedTime: '000001010000Z' },
    { nsAccountLock: 'TRUE' },
    { pwdEndTime: '20261126000000Z' },
    { shadowExpire: '20000' },
  ])('is marked otherwise with the state %j', (more) => {
    expect(rfc3062.markOf(entry(more))).not.toBe(rfc3062.markOf(entry()));
  });
});

test('a reported password that the policy keeps from being replaced is an error that names the policy', async () => {
  const call = rfc3062.replacePassword(failing(new ConstraintViolationError(), 7), { dn: 'uid=anna' });
  await expect(call).rejects.toMatchObject({ name: 'LdapError policy 7' });
});
