import type { TabStorage } from './session.ts';

const NAME = 'device';

/** Form of a token. Anything else, edited by hand or of another version, is not sent. */
const FORM = /^\d{10}\.[\w-]{43}\.[\w-]{43}$/;

/**
 * Token of the last login on this device, which keeps strangers' failed logins from delaying the owner. It opens no
 * session. Where the browser refuses storage, the page remembers it until it is closed.
 */
export class KnownDevice {
  readonly #storage: TabStorage;
  #token: string | undefined;

  constructor(storage: TabStorage) {
    this.#storage = storage;
  }

  get token(): string | undefined {
    const token = this.#token ?? this.#stored();
    return token !== undefined && FORM.test(token) ? token : undefined;
  }

  set token(token: string | undefined) {
    if (token === undefined) return;
    this.#token = token;
    try {
      this.#storage.setItem(NAME, token);
    } catch {
      // The storage is missing, full or forbidden.
    }
  }

  #stored(): string | undefined {
    try {
      return this.#storage.getItem(NAME) ?? undefined;
    } catch {
      return undefined;
    }
  }
}
