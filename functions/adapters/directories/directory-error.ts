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
