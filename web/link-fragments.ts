import type { ResponseOf } from '../functions/operations/index.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const CONTINUATION = /^[A-Za-z0-9_-]{43}\.[1-9][0-9]{0,2}\.[A-Za-z0-9_-]{43}$/;
const REFERENCE = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Request that a link names: by an administrator's `resetId`, or by the continuation in a mail. */
export type LinkedRequest = Pick<ResponseOf<'start-reset'>, 'reference'> & {
  readonly resetId?: string;
  readonly continuation?: string;
  /** Expiry of the code; the mail about a limit has none. */
  readonly expiresAt?: string;
  /** Left out by a mail's link: its reader may ask for another code at any time. */
  readonly resendAvailableAt?: string;
};

/**
 * Reads the request behind the `#` of a link; `undefined` unless it has a reference and exactly one proof, with the
 * fields that belong to it, all well formed.
 */
export function readLinkedRequest(fragment: string): LinkedRequest | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const field = (name: string, form: RegExp) => {
    const value = fields.get(name) ?? '';
    return form.test(value) ? value : undefined;
  };
  const resetId = field('resetId', TOKEN);
  const continuation = field('continuation', CONTINUATION);
  const reference = field('reference', REFERENCE);
  const expiresAt = field('expiresAt', INSTANT);
  const resendAvailableAt = field('resendAvailableAt', INSTANT);
  if (reference === undefined) return undefined;
  if (continuation !== undefined && !fields.has('resetId')) return { continuation, reference, expiresAt };
  if (!resetId || fields.has('continuation') || !expiresAt || !resendAvailableAt) return undefined;
  return { resetId, reference, expiresAt, resendAvailableAt };
}

/** Reads the report token behind the `#` of a mailed link; `undefined` unless it is two base64url halves. */
export function readReportToken(fragment: string): string | undefined {
  const token = fragment.replace(/^#/, '');
  return /^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}
