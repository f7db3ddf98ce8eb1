import { DirectoryError } from '../directory-error.ts';

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
