import type { Session, SessionStore } from '../../functions/ports.ts';

export class InMemorySessionStore implements SessionStore {
  readonly #sessions = new Map<string, Session>();

  /** Number of open sessions. */
  get size(): number {
    return this.#sessions.size;
  }

  async open(tokenDigest: string, session: Session): Promise<void> {
    this.#sessions.set(tokenDigest, session);
  }

  async find(tokenDigest: string): Promise<Session | undefined> {
    return this.#sessions.get(tokenDigest);
  }

  async close(tokenDigest: string): Promise<boolean> {
    return this.#sessions.delete(tokenDigest);
  }
}
