import type { ResponseOf } from '../functions/operations/index.ts';

/**
 * What a reload has to find again. It lives in the storage of this tab: closing the tab ends it, no other tab and no
 * URL has it. Instants are milliseconds of this device's clock.
 */
export type Progress =
  | ({ readonly step: 'code' } & Issued)
  | ({ readonly step: 'password'; readonly resetToken: string } & Pick<Issued, 'userId' | 'expiresAt'>)
  | { readonly step: 'done'; readonly loginUrl: string };

export interface Issued {
  /** As typed: names the account to a password manager. Absent after a link, which carries no user ID. */
  readonly userId?: string;
  readonly resetId: string;
  readonly reference: string;
  readonly expiresAt: number;
  readonly resendAvailableAt: number;
  /** Known after a wrong code. */
  readonly attemptsLeft?: number;
}

const PROGRESS = 'reset';
const SESSION = 'session';
const REPORT = 'report';

/** The part of `Storage` that is used here. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** An instant of the server on this device's clock, so that countdowns are right where the device's clock is not. */
export const localInstant = (instant: string, clockAhead: number): number => Date.parse(instant) - clockAhead;

/** Whole seconds until the instant, 0 when it has passed. */
export const secondsUntil = (instant: number, now: number): number => Math.max(0, Math.ceil((instant - now) / 1000));

/** The progress after an answer that issued a code. */
export const issued = (userId: string | undefined, body: ResponseOf<'start-reset'>, clockAhead: number): Progress => ({
  step: 'code',
  userId,
  resetId: body.resetId,
  reference: body.reference,
  expiresAt: localInstant(body.expiresAt, clockAhead),
  resendAvailableAt: localInstant(body.resendAvailableAt, clockAhead),
});

/** The address if LOGIN may lead there. A login URL comes from a deployment's settings, and only http(s) is a page. */
export function safeLoginUrl(loginUrl: string, site: string): string {
  if (!URL.canParse(loginUrl, site)) return '/';
  const url = new URL(loginUrl, site);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : '/';
}

/** What an older version of the pages may have left, or a person may have put there, is no progress. */
function parseProgress(stored: string | null): Progress | undefined {
  if (stored === null) return undefined;
  try {
    const progress = JSON.parse(stored) as Progress | null;
    return ['code', 'password', 'done'].includes(progress?.step ?? '') ? (progress ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** The storage of this tab, with a name for each thing in it. */
export class TabSession {
  readonly #storage: TabStorage;

  constructor(storage: TabStorage) {
    this.#storage = storage;
  }

  get progress(): Progress | undefined {
    return parseProgress(this.#storage.getItem(PROGRESS));
  }

  set progress(progress: Progress | undefined) {
    this.#keep(PROGRESS, progress === undefined ? undefined : JSON.stringify(progress));
  }

  get sessionToken(): string | undefined {
    return this.#storage.getItem(SESSION) ?? undefined;
  }

  set sessionToken(token: string | undefined) {
    this.#keep(SESSION, token);
  }

  get reportToken(): string | undefined {
    return this.#storage.getItem(REPORT) ?? undefined;
  }

  set reportToken(token: string | undefined) {
    this.#keep(REPORT, token);
  }

  #keep(key: string, value: string | undefined): void {
    if (value === undefined) this.#storage.removeItem(key);
    else this.#storage.setItem(key, value);
  }
}
