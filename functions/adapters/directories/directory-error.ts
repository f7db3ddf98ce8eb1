/** A code of Node, OpenSSL or a protocol, a status, or the name of an attribute; never text that the other side chose. */
const DETAIL = /^[A-Za-z0-9_]{1,60}$/;

type SharedKind =
  /** No connection, a broken one, or a certificate that is not accepted. */
  | 'unreachable'
  | 'timeout'
  /** No call was made, because the ones before failed. */
  | 'circuit-open';

/**
 * A call of a user directory has no usable answer, and why. Its name says all that a log may hold: faults are logged by their names,
 * without the messages.
 */
export abstract class DirectoryError<Kind extends string> extends Error {
  override readonly name: string;
  readonly kind: Kind | SharedKind;
  readonly detail: string | undefined;

  /** @param type the class by its name in the source, which a bundle shortens */
  constructor(type: string, kind: Kind | SharedKind, detail?: string | number, options?: ErrorOptions) {
    super('the user directory gave no usable answer', options);
    this.kind = kind;
    this.detail = detail !== undefined && DETAIL.test(String(detail)) ? String(detail) : undefined;
    this.name = [type, kind, this.detail].filter((part) => part !== undefined).join(' ');
  }

  /** Whether the other side did not answer, which may be different at the next try. */
  get isOutage(): boolean {
    return this.kind === 'unreachable' || this.kind === 'timeout';
  }
}

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

/** Why a call has no usable answer, beside the reasons of every directory. */
type WebhookErrorKind =
  /** The host leads to an address that is not allowed. */
  | 'address-refused'
  | 'status'
  | 'redirect'
  | 'content-type'
  | 'too-large'
  /** The answer is not signed, or not for this request. */
  | 'signature'
  /** The answer is signed but is not of the form that was agreed. */
  | 'form'
  /** The receiver knows neither the current nor the previous key. */
  | 'unknown-key';

/** The webhook directory gave no usable answer; the detail is a code of Node or OpenSSL such as ECONNREFUSED, or a status. */
export class WebhookError extends DirectoryError<WebhookErrorKind> {
  constructor(kind: WebhookError['kind'], detail?: string | number, options?: ErrorOptions) {
    super('WebhookError', kind, detail, options);
  }

  override get isOutage(): boolean {
    if (this.kind === 'status') return this.detail === '429' || Number(this.detail) >= 500;
    return super.isOutage;
  }
}
