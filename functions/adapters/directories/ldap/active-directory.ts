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

/** From 1601 to 1970 in the 100 ns that FILETIME counts. */
const EPOCH = 116_444_736_000_000_000n;
/** Either means that an account never runs out. */
const NEVER = new Set([0n, 0x7fff_ffff_ffff_ffffn]);

/** ERROR_PASSWORD_RESTRICTION, by which the server names the password policy (MS-ERREF 2.2). */
const PASSWORD_RESTRICTION = /^0000052D\b/i;

/** LDAP_SERVER_POLICY_HINTS: without it a reset may set a password that is in the history (MS-ADTS 3.1.1.3.4.1.27). */
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

/** A password as `unicodePwd` takes it: in quotes, as UTF-16, the low byte first (MS-ADTS 3.1.1.3.1.5). */
export const unicodePwd = (password: Password): Buffer => Buffer.from(`"${password.reveal()}"`, 'utf16le');

/** Active Directory, where the service account resets passwords by the right of that name. */
export const activeDirectory: LdapDialect = {
  // Computers are users to the schema.
  accounts: '(&(objectClass=user)(!(objectClass=computer)))',
  attributes: ['userAccountControl', 'accountExpires', 'lockoutTime', 'pwdLastSet'],

  /** One who is locked out for wrong passwords may reset, which ends it. */
  statusOf(entry: Entry, now: Date): Account['status'] {
    const control = Number(readable(entry, 'userAccountControl'));
    // What cannot be read is not taken for a good sign.
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
