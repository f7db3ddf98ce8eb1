/**
 * Allowed details: a code of Node, OpenSSL or a protocol, a status, or an attribute name. The other side cannot
 * choose the text.
 */
const DETAIL = /^[A-Za-z0-9_]{1,60}$/;

type SharedKind =
  /** No connection, a broken one, or a certificate that was not accepted. */
  | 'unreachable'
  | 'timeout'
  /** The call was not made, because previous calls failed. */
  | 'circuit-open';

/**
 * Error of a user directory that gave no usable answer. Its name holds everything that a log may show: errors are
 * logged by name, without their messages.
 */
export abstract class DirectoryError<Kind extends string> extends Error {
  override readonly name: string;
  readonly kind: Kind | SharedKind;
  readonly detail: string | undefined;

  /** @param type name of the class in the source, because a bundle shortens class names */
  constructor(type: string, kind: Kind | SharedKind, detail?: string | number, options?: ErrorOptions) {
    super('the user directory gave no usable answer', options);
    this.kind = kind;
    this.detail = detail !== undefined && DETAIL.test(String(detail)) ? String(detail) : undefined;
    this.name = [type, kind, this.detail].filter((part) => part !== undefined).join(' ');
  }

  /** Whether the other side did not answer, so that another try may succeed. */
  get isOutage(): boolean {
    return this.kind === 'unreachable' || this.kind === 'timeout';
  }
}

/** Reasons of the LDAP directory, besides those of all directories. */
type LdapErrorKind =
  /** The server refused the service account. */
  | 'bind'
  /** The server answered with an LDAP error; the detail is its code. */
  | 'result'
  /** The password policy does not allow the service account's change; the detail is the policy's error. */
  | 'policy'
  /** The service account cannot read an attribute that all accounts have. */
  | 'unreadable'
  /** The change was started at another server. */
  | 'other-server'
  /** The note of a change could not be written; nothing was changed. */
  | 'note';

/** Result codes after which another try may succeed: timeLimitExceeded, busy, unavailable. */
const PASSING = new Set(['3', '51', '52']);

/** Error of the LDAP directory. The detail is a code of Node, OpenSSL or LDAP, or an attribute name. */
export class LdapError extends DirectoryError<LdapErrorKind> {
  constructor(kind: LdapError['kind'], detail?: string | number, options?: ErrorOptions) {
    super('LdapError', kind, detail, options);
  }

  override get isOutage(): boolean {
    if (this.kind === 'result') return PASSING.has(this.detail ?? '');
    return super.isOutage;
  }
}

/** Reasons of the webhook directory, besides those of all directories. */
type WebhookErrorKind =
  /** The host resolves to an address that is not allowed. */
  | 'address-refused'
  | 'status'
  | 'redirect'
  | 'content-type'
  | 'too-large'
  /** The answer is not signed, or is signed for another request. */
  | 'signature'
  /** The answer is signed but does not match the contract. */
  | 'form'
  /** The receiver knows neither the current nor the previous key. */
  | 'unknown-key';

/** Error of the webhook directory. The detail is a code of Node or OpenSSL such as ECONNREFUSED, or a status. */
export class WebhookError extends DirectoryError<WebhookErrorKind> {
  constructor(kind: WebhookError['kind'], detail?: string | number, options?: ErrorOptions) {
    super('WebhookError', kind, detail, options);
  }

  override get isOutage(): boolean {
    if (this.kind === 'status') return this.detail === '429' || Number(this.detail) >= 500;
    return super.isOutage;
  }
}
