/** Why a call has no usable answer. */
export type WebhookFaultKind =
  /** The host leads to an address that is not allowed. */
  | 'address-refused'
  /** No connection, a broken one, or a certificate that is not accepted. */
  | 'unreachable'
  | 'timeout'
  | 'status'
  | 'redirect'
  | 'content-type'
  | 'too-large'
  /** The answer is not signed, or not for this request. */
  | 'signature'
  /** The answer is signed but is not of the form that was agreed. */
  | 'form'
  /** The receiver knows neither the current nor the previous key. */
  | 'unknown-key'
  /** No call was made, because the ones before failed. */
  | 'circuit-open';

/** A code of Node or OpenSSL such as ECONNREFUSED, or a status; never text that the other side chose. */
const DETAIL = /^[A-Z0-9_]{1,60}$/;

/** Its name says all that a log may hold: faults are logged by their names, without the messages. */
export class WebhookFault extends Error {
  override readonly name: string;
  readonly kind: WebhookFaultKind;
  readonly detail: string | undefined;

  constructor(kind: WebhookFaultKind, detail?: string | number, options?: ErrorOptions) {
    super('the webhook directory gave no usable answer', options);
    this.kind = kind;
    this.detail = DETAIL.test(String(detail)) ? String(detail) : undefined;
    this.name = ['WebhookFault', kind, this.detail].filter((part) => part !== undefined).join(' ');
  }

  /** Whether the other side did not answer, which may be different at the next try. */
  get isOutage(): boolean {
    if (this.kind === 'status') return this.detail === '429' || Number(this.detail) >= 500;
    return this.kind === 'unreachable' || this.kind === 'timeout';
  }
}
