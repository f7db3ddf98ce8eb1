/** What was answered over HTTP. */
export interface Exchange {
  readonly ok: boolean;
  readonly status: number;
  /** The body as JSON; `undefined` where it is not, or where there is none. */
  readonly document: unknown;
  /** Seconds, from `Retry-After`. */
  readonly retryAfter: number | undefined;
  /** Milliseconds that the service's clock is ahead of this device's. */
  readonly clockAhead: number;
}

export interface Sent {
  readonly body?: unknown;
  readonly sessionToken?: string;
}

/** Milliseconds: a little more than API Gateway lets a function take (29 s). */
const PATIENCE = 35_000;

/** Seconds, from either form of the header (RFC 9110, 10.2.3). */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const instant = Date.parse(header);
  return Number.isNaN(instant) ? undefined : Math.max(0, Math.ceil((instant - now) / 1000));
}

/**
 * Milliseconds that the server's clock is ahead; 0 if its time is not known. Within 2 seconds the clocks count as equal:
 * the `Date` header has whole seconds, and the answer took its time.
 */
export function clockDifference(serverTime: number, now: number): number {
  const ahead = serverTime - now;
  return Math.abs(ahead) < 2000 || Number.isNaN(ahead) ? 0 : ahead;
}

/** Calls the service; `undefined` where no answer can be had or read. */
export async function exchange(
  url: string,
  method: string,
  { body, sessionToken }: Sent,
): Promise<Exchange | undefined> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (sessionToken !== undefined) headers['authorization'] = `Bearer ${sessionToken}`;
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PATIENCE),
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
