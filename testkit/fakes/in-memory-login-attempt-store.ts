import type { LoginAttempts } from '../../functions/domain/login-delay.ts';
import type { LoginAttemptStore } from '../../functions/ports.ts';

export class InMemoryLoginAttemptStore implements LoginAttemptStore {
  /** Number of writes that succeeded. */
  writes = 0;
  readonly #stored = new Map<string, { attempts: LoginAttempts; version: number }>();

  async read(owner: string): Promise<{ attempts: LoginAttempts; version: number } | undefined> {
    return this.#stored.get(owner);
  }

  async replace(owner: string, attempts: LoginAttempts, readVersion: number | undefined): Promise<boolean> {
    if (this.#stored.get(owner)?.version !== readVersion) return false;
    this.#stored.set(owner, { attempts, version: (readVersion ?? 0) + 1 });
    this.writes++;
    return true;
  }
}
