import type { ResponseOf } from '../functions/operations/index.ts';
import type { LinkedRequest } from './link-fragments.ts';

/**
 * Progress of a reset, which survives a reload. Only the storage of this tab holds it: no other tab and no URL has
 * it, and closing the tab ends it. Instants are milliseconds of this device's clock.
 */
export type Progress =
  | ({ readonly step: 'code' } & Issued)
  | ({ readonly step: 'password'; readonly resetToken: string } & Pick<Issued, 'userId' | 'expiresAt'>)
  | { readonly step: 'done'; readonly loginUrl: string };

export interface Issued {
  /** The user ID as typed, for a password manager. Absent after a link, which carries none. */
  readonly userId?: string;
  /** Proof of the request: exactly one of the two is there. */
  readonly resetId?: string;
  /** From the link in a mail. */
  readonly continuation?: string;
  readonly reference: string;
  readonly expiresAt: number;
  readonly resendAvailableAt: number;
  /** Attempts left for the code; known after the first wrong one. */
  readonly attemptsLeft?: number;
}

const PROGRESS = 'reset';
const SESSION = 'session';
const REPORT = 'report';
const USER_ID = 'user-id';
const GIVEN_USER_ID = 'given-user-id';
const RETURN_TO = 'return-to';

/** The part of `Storage` that the pages use. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Storage of the browser, under names with the prefix. It may be missing, full or forbidden: the page then keeps the
 * values itself, and works until it is closed or loaded again.
 */
export function storageOf(kind: 'sessionStorage' | 'localStorage', prefix = ''): TabStorage {
  const kept = new Map<string, string>();
  /** `undefined` if the browser refuses. Android's WebView has null for a storage that its app did not allow. */
  const attempt = <Result>(use: (storage: Storage) => Result): Result | undefined => {
    try {
      return use(window[kind]);
    } catch {
      return undefined;
    }
  };
  return {
    getItem: (key) => kept.get(key) ?? attempt((storage) => storage.getItem(prefix + key)) ?? null,
    setItem(key, value) {
      kept.set(key, value);
      attempt((storage) => {
        storage.setItem(prefix + key, value);
        kept.delete(key);
      });
    },
    removeItem(key) {
      kept.delete(key);
      attempt((storage) => storage.removeItem(prefix + key));
    },
  };
}

/**
 * Converts an instant of the server to this device's clock, so that countdowns are right even if that clock is wrong.
 */
export const localInstant = (instant: string, clockAhead: number): number => Date.parse(instant) - clockAhead;

/** Returns the whole seconds until the instant; 0 after it. */
export const secondsUntil = (instant: number, now: number): number => Math.max(0, Math.ceil((instant - now) / 1000));

/** Returns the progress after an answer that issued a code. */
export const issued = (userId: string | undefined, body: ResponseOf<'start-reset'>, clockAhead: number): Progress => ({
  step: 'code',
  userId,
  resetId: body.resetId,
  reference: body.reference,
  expiresAt: localInstant(body.expiresAt, clockAhead),
  resendAvailableAt: localInstant(body.resendAvailableAt, clockAhead),
});

/** Returns the progress of a request that a link named. */
export const linked = ({ expiresAt, resendAvailableAt, ...request }: LinkedRequest): Progress => ({
  step: 'code',
  ...request,
  expiresAt: expiresAt === undefined ? 0 : localInstant(expiresAt, 0),
  resendAvailableAt: resendAvailableAt === undefined ? 0 : localInstant(resendAvailableAt, 0),
});

/** Returns the proof of a request, as calls send it. */
export const proofOf = ({ resetId, continuation }: Issued): { resetId?: string; continuation?: string } =>
  continuation === undefined ? { resetId } : { continuation };

/** Reads stored progress; `undefined` for values of an older version of the pages, or edited by hand. */
function parseProgress(stored: string | null): Progress | undefined {
  if (stored === null) return undefined;
  try {
    const progress = JSON.parse(stored) as Progress | null;
    return ['code', 'password', 'done'].includes(progress?.step ?? '') ? (progress ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** Typed access to the storage of this tab. */
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

  /** The user ID as typed last, or as the application passed it. */
  get userId(): string | undefined {
    return this.#storage.getItem(USER_ID) ?? undefined;
  }

  set userId(userId: string | undefined) {
    this.#keep(USER_ID, userId);
  }

  /** The user ID that the embedding page passed last. */
  get givenUserId(): string | undefined {
    return this.#storage.getItem(GIVEN_USER_ID) ?? undefined;
  }

  set givenUserId(userId: string | undefined) {
    this.#keep(GIVEN_USER_ID, userId);
  }

  /** Login page that the application asked for; only the settings decide whether LOGIN leads there. */
  get returnTo(): string | undefined {
    return this.#storage.getItem(RETURN_TO) ?? undefined;
  }

  set returnTo(url: string | undefined) {
    this.#keep(RETURN_TO, url);
  }

  #keep(key: string, value: string | undefined): void {
    if (value === undefined) this.#storage.removeItem(key);
    else this.#storage.setItem(key, value);
  }
}
