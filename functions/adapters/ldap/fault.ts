import { ResultCodeError } from 'ldapts';

/** Why a call has no usable answer. */
export type LdapFaultKind =
  /** No connection, a broken one, or a certificate that is not accepted. */
  | 'unreachable'
  | 'timeout'
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
  | 'note'
  /** No call was made, because the ones before failed. */
  | 'circuit-open';

/** A code of Node, OpenSSL or LDAP, or the name of an attribute; never text that the other side chose. */
const DETAIL = /^[A-Za-z0-9_]{1,60}$/;

/** Result codes by which a server says that another try may go better: timeLimitExceeded, busy, unavailable. */
const PASSING = new Set(['3', '51', '52']);

/** Its name says all that a log may hold: faults are logged by their names, without the messages. */
export class LdapFault extends Error {
  override readonly name: string;
  readonly kind: LdapFaultKind;
  readonly detail: string | undefined;

  constructor(kind: LdapFaultKind, detail?: string | number, options?: ErrorOptions) {
    super('the LDAP directory gave no usable answer', options);
    this.kind = kind;
    this.detail = detail !== undefined && DETAIL.test(String(detail)) ? String(detail) : undefined;
    this.name = ['LdapFault', kind, this.detail].filter((part) => part !== undefined).join(' ');
  }

  /** Whether the server did not answer, which may be different at the next try. */
  get isOutage(): boolean {
    if (this.kind === 'result') return PASSING.has(this.detail ?? '');
    return this.kind === 'unreachable' || this.kind === 'timeout';
  }
}

/** What ldapts threw, as a fault. */
export function faultOf(error: unknown): LdapFault {
  if (error instanceof LdapFault) return error;
  if (error instanceof ResultCodeError) return new LdapFault('result', error.code, { cause: error });
  return new LdapFault('unreachable', (error as NodeJS.ErrnoException | undefined)?.code, { cause: error });
}
