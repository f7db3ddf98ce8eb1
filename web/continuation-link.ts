import type { ResponseOf } from '../functions/operations/index.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const REFERENCE = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * The request behind the `#` of a link that an administrator passed on, in the words of the answer to a start; `undefined`
 * unless all of it is there.
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
