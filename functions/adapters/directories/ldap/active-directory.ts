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
import { type LdapDialect, readable, textOf, textsOf, unknownPassword } from './dialect.ts';

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

/** Attribute with the replication data of the others, as XML (MS-ADTS 3.1.1.4.5.17). */
const META_DATA = 'msDS-ReplAttributeMetaData';

/**
 * How often `userAccountControl` was written, so that an account that was disabled and enabled again differs from
 * before. Domain controllers replicate this number. Empty if the service account cannot read it.
 */
function controlVersionOf(entry: Entry): string {
  const data = textsOf(entry, META_DATA).find((xml) => /<pszAttributeName>userAccountControl</i.test(xml));
  return /<dwVersion>(\d{1,10})<\/dwVersion>/.exec(data ?? '')?.[1] ?? '';
}

/** Active Directory. The service account needs the right to reset passwords. */
export const activeDirectory: LdapDialect = {
  // In the schema, computers are users too.
  accounts: '(&(objectClass=user)(!(objectClass=computer)))',
  attributes: ['userAccountControl', 'accountExpires', 'lockoutTime', 'pwdLastSet', META_DATA],

  /** Status of an account. A user who is locked out for wrong passwords may reset, which ends the lockout. */
  statusOf(entry: Entry, now: Date): Account['status'] {
    const control = Number(readable(entry, 'userAccountControl'));
    // An unreadable value counts as disabled.
    if (!Number.isInteger(control) || (control & ACCOUNT_DISABLE) !== 0) return 'disabled';
    const expires = fileTime(textOf(entry, 'accountExpires'));
    if (!NEVER.has(expires) && expires <= EPOCH + BigInt(now.getTime()) * 10_000n) return 'disabled';
    return (control & SMARTCARD_REQUIRED) === 0 ? 'active' : 'federated';
  },

  markOf: (entry) =>
    [
      readable(entry, 'pwdLastSet'),
      readable(entry, 'userAccountControl'),
      controlVersionOf(entry),
      textOf(entry, 'accountExpires') ?? '',
    ].join(' '),

  versionOf: (entry) => readable(entry, 'pwdLastSet'),

  changedSince: (version, entry) => readable(entry, 'pwdLastSet') !== version,

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

  /** Without the control for policies: neither the history nor the minimum age may let a reported password live. */
  async replacePassword(client, entry): Promise<void> {
    await client.modify(entry.dn, [replace('unicodePwd', unicodePwd(unknownPassword()))]);
  },
};

const replace = (type: string, value: Buffer): Change =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values: [value] }) });

const fileTime = (text = '0'): bigint => (/^-?\d{1,19}$/.test(text) ? BigInt(text) : 0n);
