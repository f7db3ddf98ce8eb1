import type { ResponseOf } from '../functions/operations/index.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const REFERENCE = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * Reads the request behind the `#` of a link that an administrator passed on. It has the shape of the answer to
 * `start-reset`; `undefined` unless every field is there and well formed.
 */
export function readContinuation(fragment: string): ResponseOf<'start-reset'> | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const field = (name: string, form: RegExp) => {
    const value = fields.get(name) ?? '';
    return form.test(value) ? value : undefined;
  };
  const resetId = field('resetId', TOKEN);
  const reference = field('reference', REFERENCE);
  const expiresAt = field('expiresAt', INSTANT);
  const resendAvailableAt = field('resendAvailableAt', INSTANT);
  if (!resetId || !reference || !expiresAt || !resendAvailableAt) return undefined;
  return { resetId, reference, expiresAt, resendAvailableAt };
}

/** Reads the report token behind the `#` of a mailed link; `undefined` unless it is two base64url halves. */
export function readReportToken(fragment: string): string | undefined {
  const token = fragment.replace(/^#/, '');
  return /^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}
