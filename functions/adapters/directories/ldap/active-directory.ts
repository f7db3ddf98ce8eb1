import {
  Attribute,
  Ber,
  type BerWriter,
  BerWriter as Writer,
  Change,
  ConstraintViolationError,
  Control,
  type Entry,
  NoSuchObjectError,
  UnwillingToPerformError,
} from 'ldapts';
import type { Password } from '../../../domain/secret.ts';
import type { Account } from '../../../domain/account.ts';
import type { PasswordChangeOutcome } from '../../../ports.ts';
import { type LdapDialect, readable, textOf } from './dialect.ts';

/** Bits of `userAccountControl` (MS-ADTS 2.2.16). */
const ACCOUNT_DISABLE = 0x2;
const SMARTCARD_REQUIRED = 0x40000;

/** 1970 as a FILETIME: units of 100 ns since 1601. */
const EPOCH = 116_444_736_000_000_000n;
/** Values of `accountExpires` for an account that never expires. */
const NEVER = new Set([0n, 0x7fff_ffff_ffff_ffffn]);

/** ERROR_PASSWORD_RESTRICTION: the password violates the password policy (MS-ERREF 2.2). */
const PASSWORD_RESTRICTION = /^0000052D\b/i;

/**
 * LDAP_SERVER_POLICY_HINTS: without this control, a reset may set a password from the history (MS-ADTS
 * 3.1.1.3.4.1.27).
 */
class PolicyHints extends Control {
  constructor() {
    super('1.2.840.113556.1.4.2239');
  }

  override writeControl(writer: BerWriter): void {
    const value = new Writer();
    value.startSequence();
    value.writeInt(1);
    value.endSequence();
    writer.writeBuffer(value.buffer, Ber.OctetString);
  }
}

/** Password as a value of `unicodePwd`: in quotes, UTF-16, little-endian (MS-ADTS 3.1.1.3.1.5). */
export const unicodePwd = (password: Password): Buffer => Buffer.from(`"${password.reveal()}"`, 'utf16le');

/** Active Directory. The service account needs the right to reset passwords. */
export const activeDirectory: LdapDialect = {
  // In the schema, computers are users too.
  accounts: '(&(objectClass=user)(!(objectClass=computer)))',
  attributes: ['userAccountControl', 'accountExpires', 'lockoutTime', 'pwdLastSet'],

  /** Status of an account. A user who is locked out for wrong passwords may reset, which ends the lockout. */
  statusOf(entry: Entry, now: Date): Account['status'] {
    const control = Number(readable(entry, 'userAccountControl'));
    // An unreadable value counts as disabled.
    if (!Number.isInteger(control) || (control & ACCOUNT_DISABLE) !== 0) return 'disabled';
    const expires = fileTime(textOf(entry, 'accountExpires'));
    if (!NEVER.has(expires) && expires <= EPOCH + BigInt(now.getTime()) * 10_000n) return 'disabled';
    return (control & SMARTCARD_REQUIRED) === 0 ? 'active' : 'federated';
  },

  versionOf: (entry) => readable(entry, 'pwdLastSet'),

  async setPassword(client, entry, password): Promise<PasswordChangeOutcome> {
    const changes = [replace('unicodePwd', unicodePwd(password))];
    const locked = fileTime(textOf(entry, 'lockoutTime')) !== 0n;
    if (locked) changes.push(replace('lockoutTime', Buffer.from('0')));
    try {
      await client.modify(entry.dn, changes, new PolicyHints());
      return { kind: 'changed' };
    } catch (error) {
      if (error instanceof NoSuchObjectError) return { kind: 'not-allowed' };
      const refused = error instanceof ConstraintViolationError || error instanceof UnwillingToPerformError;
      if (!refused || !PASSWORD_RESTRICTION.test(error.message)) throw error;
      return { kind: 'refused', reasons: ['refused-by-directory'] };
    }
  },
};

const replace = (type: string, value: Buffer): Change =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values: [value] }) });

const fileTime = (text = '0'): bigint => (/^-?\d{1,19}$/.test(text) ? BigInt(text) : 0n);
