import {
  BerWriter,
  type Client,
  ConstraintViolationError,
  type Entry,
  NoSuchObjectError,
  PasswordPolicyControl,
  PasswordPolicyError,
} from 'ldapts';
import type { PasswordReason } from '../../../domain/password-rules.ts';
import type { Password } from '../../../domain/secret.ts';
import type { Account } from '../../../domain/account.ts';
import type { PasswordChangeOutcome } from '../../../ports.ts';
import { type LdapDialect, textOf, unknownPassword } from './dialect.ts';
import { LdapError } from '../directory-error.ts';

const PASSWORD_MODIFY = '1.3.6.1.4.1.4203.1.11.1';

/**
 * `pwdAccountLockedTime` of an account that is locked until an administrator unlocks it
 * (draft-behera-ldap-password-policy, 5.3.3).
 */
const LOCKED_FOR_GOOD = '000001010000Z';

const DAY = 86_400_000;

/**
 * Reasons for the user by the policy's error. Any other error means that the service account may not make the change.
 */
const REASONS: Readonly<Record<number, PasswordReason>> = {
  [PasswordPolicyError.InsufficientPasswordQuality]: 'refused-by-directory',
  [PasswordPolicyError.PasswordTooShort]: 'refused-by-directory',
  [PasswordPolicyError.PasswordTooYoung]: 'too-young',
  [PasswordPolicyError.PasswordInHistory]: 'reused',
};

/** OpenLDAP, and all servers with the password-modify operation of RFC 3062. */
export const rfc3062: LdapDialect = {
  attributes: [
    'pwdChangedTime',
    'pwdAccountLockedTime',
    'pwdEndTime',
    'nsAccountLock',
    'shadowExpire',
    'entryCSN',
    'modifyTimestamp',
  ],

  /** Status of an account. A user who is locked out for wrong passwords may reset, which ends the lockout. */
  statusOf(entry: Entry, now: Date): Account['status'] {
    const lockedForGood = textOf(entry, 'pwdAccountLockedTime') === LOCKED_FOR_GOOD;
    const locked = textOf(entry, 'nsAccountLock')?.toLowerCase() === 'true';
    const end = textOf(entry, 'pwdEndTime');
    const ended = end !== undefined && (generalizedTime(end) ?? 0) <= now.getTime();
    const expires = Number(textOf(entry, 'shadowExpire') ?? -1);
    const expired = expires >= 0 && expires * DAY <= now.getTime();
    return lockedForGood || locked || ended || expired ? 'disabled' : 'active';
  },

  /**
   * Mark by the time of the last password. Without a password policy there is none, and every change of the entry
   * counts; with one, that would let failed logins count, which the policy notes in the entry.
   */
  markOf(entry: Entry): string {
    const locked = textOf(entry, 'pwdAccountLockedTime') === LOCKED_FOR_GOOD;
    return [
      textOf(entry, 'pwdChangedTime') ?? modificationOf(entry),
      locked ? 'locked' : '',
      textOf(entry, 'nsAccountLock')?.toLowerCase() ?? '',
      textOf(entry, 'pwdEndTime') ?? '',
      textOf(entry, 'shadowExpire') ?? '',
    ].join(' ');
  },

  versionOf: (entry) => `${textOf(entry, 'pwdChangedTime') ?? ''} ${modificationOf(entry)}`,

  /**
   * The time of the last password has no parts of a second. Two passwords of one second differ by the entry's last
   * modification, which is then of that second too.
   */
  changedSince(version: string, entry: Entry): boolean {
    const [timeBefore = '', modificationBefore] = version.split(' ');
    const time = textOf(entry, 'pwdChangedTime') ?? '';
    const modification = modificationOf(entry);
    if (time !== timeBefore) return true;
    return modification !== modificationBefore && (time === '' || secondOf(modification) === secondOf(time));
  },

  async setPassword(client: Client, entry: Entry, password: Password): Promise<PasswordChangeOutcome> {
    const policy = new PasswordPolicyControl();
    try {
      await client.exop(PASSWORD_MODIFY, passwordModify(entry.dn, password), policy);
      return { kind: 'changed' };
    } catch (error) {
      if (error instanceof NoSuchObjectError) return { kind: 'not-allowed' };
      const code = policy.value?.error;
      if (code === PasswordPolicyError.PasswordModNotAllowed) return { kind: 'not-allowed' };
      if (code !== undefined && REASONS[code] === undefined) throw new LdapError('policy', code, { cause: error });
      if (code === undefined && !(error instanceof ConstraintViolationError)) throw error;
      return { kind: 'refused', reasons: [REASONS[code ?? -1] ?? 'refused-by-directory'] };
    }
  },

  async replacePassword(client: Client, entry: Entry): Promise<void> {
    const policy = new PasswordPolicyControl();
    try {
      await client.exop(PASSWORD_MODIFY, passwordModify(entry.dn, unknownPassword()), policy);
    } catch (cause) {
      const code = policy.value?.error;
      throw code === undefined ? cause : new LdapError('policy', code, { cause });
    }
  },
};

/** Version of the last modification of an entry, to the microsecond, or its time in seconds. */
function modificationOf(entry: Entry): string {
  const version = textOf(entry, 'entryCSN') ?? textOf(entry, 'modifyTimestamp');
  if (version === undefined) throw new LdapError('unreadable', 'modifyTimestamp');
  return version;
}

/** Time to the second, with which both an `entryCSN` and a time of LDAP begin: `20261125063500`. */
const secondOf = (time: string): string => time.slice(0, 14);

/** `PasswdModifyRequestValue` without the old password, as for an administrator's change (RFC 3062, 2). */
export function passwordModify(dn: string, password: Password): Buffer {
  const value = new BerWriter();
  value.startSequence();
  value.writeString(dn, 0x80);
  value.writeString(password.reveal(), 0x82);
  value.endSequence();
  return value.buffer;
}

/** Milliseconds since 1970 of a time such as `20261125063500Z`; undefined for any other form. */
function generalizedTime(text: string): number | undefined {
  const [, year, month, day, hour, minute, second = '00'] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?Z$/.exec(text) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}
