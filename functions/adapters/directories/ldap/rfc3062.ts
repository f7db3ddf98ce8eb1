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
import { type LdapDialect, textOf } from './dialect.ts';
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
  [PasswordPolicyError.PasswordTooYoung]: 'refused-by-directory',
  [PasswordPolicyError.PasswordInHistory]: 'reused',
};

/** OpenLDAP, and all servers with the password-modify operation of RFC 3062. */
export const rfc3062: LdapDialect = {
  attributes: ['pwdAccountLockedTime', 'pwdEndTime', 'nsAccountLock', 'shadowExpire', 'entryCSN', 'modifyTimestamp'],

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

  versionOf(entry: Entry): string {
    const version = textOf(entry, 'entryCSN') ?? textOf(entry, 'modifyTimestamp');
    if (version === undefined) throw new LdapError('unreadable', 'modifyTimestamp');
    return version;
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
};

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
