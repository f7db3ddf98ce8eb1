import { ResultCodeError } from 'ldapts';
import { DirectoryError } from '../directory-error.ts';

/** Why a call has no usable answer, beside the reasons of every directory. */
type LdapErrorKind =
  /** The service account was not let in. */
  | 'bind'
  /** The server answered with an error of LDAP; the detail is its code. */
  | 'result'
  /** The password policy does not let the service account do its work; the detail is the policy's error. */
  | 'policy'
  /** An attribute that every account has is not shown to the service account. */
  | 'unreadable'
  /** A change was begun at another server. */
  | 'other-server'
  /** What was to be remembered of a change could not be written; nothing was changed. */
  | 'note';

/** Result codes by which a server says that another try may go better: timeLimitExceeded, busy, unavailable. */
const PASSING = new Set(['3', '51', '52']);

/** The LDAP directory gave no usable answer; the detail is a code of Node, OpenSSL or LDAP, or the name of an attribute. */
export class LdapError extends DirectoryError<LdapErrorKind> {
  constructor(kind: LdapError['kind'], detail?: string | number, options?: ErrorOptions) {
    super('LdapError', kind, detail, options);
  }

  override get isOutage(): boolean {
    if (this.kind === 'result') return PASSING.has(this.detail ?? '');
    return super.isOutage;
  }
}

/** What ldapts threw, as a fault of the directory. */
export function ldapErrorOf(error: unknown): LdapError {
  if (error instanceof LdapError) return error;
  if (error instanceof ResultCodeError) return new LdapError('result', error.code, { cause: error });
  return new LdapError('unreachable', (error as NodeJS.ErrnoException | undefined)?.code, { cause: error });
}
