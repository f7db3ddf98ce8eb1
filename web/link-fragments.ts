import type { ResponseOf } from '../functions/operations/index.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Fields of a link, and their forms. */
const FORMS: Readonly<Record<string, RegExp>> = {
  resetId: /^[A-Za-z0-9_-]{43}$/,
  continuation: /^[A-Za-z0-9_-]{43}\.\d+\.[A-Za-z0-9_-]{43}$/,
  reference: /^[0-9A-Z]{4}-[0-9A-Z]{4}$/,
  expiresAt: INSTANT,
  resendAvailableAt: INSTANT,
};

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
  const fields = [...new URLSearchParams(fragment.replace(/^#/, ''))].filter(([name, value]) =>
    FORMS[name]?.test(value),
  );
  const request: Partial<LinkedRequest> = Object.fromEntries(fields);
  const { resetId, continuation, reference, expiresAt, resendAvailableAt } = request;
  const complete = resetId === undefined ? continuation : expiresAt && resendAvailableAt && !continuation;
  return reference && complete ? { ...request, reference } : undefined;
}

/** Reads the report token behind the `#` of a mailed link; `undefined` unless it is two base64url halves. */
export function readReportToken(fragment: string): string | undefined {
  const token = fragment.replace(/^#/, '');
  return /^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}
