/** An HTTP answer. */
export interface Exchange {
  readonly ok: boolean;
  readonly status: number;
  /** The parsed JSON body; `undefined` if the body is empty or not JSON. */
  readonly document: unknown;
  /** Seconds to wait, from `Retry-After`. */
  readonly retryAfter: number | undefined;
  /** Milliseconds by which the service's clock is ahead of this device's. */
  readonly clockAhead: number;
}

export interface Sent {
  readonly body?: unknown;
  readonly sessionToken?: string;
}

/** Milliseconds until a call is given up: slightly more than the 29 s that API Gateway gives a function. */
export const TIMEOUT = 35_000;

/** How a call is made. */
export interface Calling {
  /** Default: the `fetch` of the page. */
  readonly fetch?: typeof fetch;
  /** Milliseconds until the call is given up. Default: {@link TIMEOUT}. */
  readonly timeout?: number;
  /** Gives the call up when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** Reads the seconds from either form of `Retry-After` (RFC 9110, 10.2.3). */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const instant = Date.parse(header);
  return Number.isNaN(instant) ? undefined : Math.max(0, Math.ceil((instant - now) / 1000));
}

/**
 * Returns the milliseconds by which the server's clock is ahead; 0 if its time is unknown. Differences below 2
 * seconds count as 0, because the `Date` header has whole seconds and the answer took some time.
 */
export function clockDifference(serverTime: number, now: number): number {
  const ahead = serverTime - now;
  return Math.abs(ahead) < 2000 || Number.isNaN(ahead) ? 0 : ahead;
}

/** Calls the service; `undefined` if no answer comes or can be read. */
export async function exchange(
  url: string,
  method: string,
  { body, sessionToken }: Sent,
  { fetch: send = fetch, timeout = TIMEOUT, signal }: Calling = {},
): Promise<Exchange | undefined> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (sessionToken !== undefined) headers['authorization'] = `Bearer ${sessionToken}`;
  try {
    const response = await send(url, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal === undefined ? [] : [signal])]),
    });
    const document: unknown = await response.json().catch(() => undefined);
    return {
      ok: response.ok,
      status: response.status,
      document,
      retryAfter: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
      clockAhead: clockDifference(Date.parse(response.headers.get('date') ?? ''), Date.now()),
    };
  } catch {
    return undefined;
  }
}
