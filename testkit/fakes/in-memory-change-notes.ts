import type { ChangeNotes } from '../../functions/ports.ts';

/** Notes of changes. A claim holds until the test ends. */
export class InMemoryChangeNotes implements ChangeNotes {
  readonly #notes = new Map<string, string>();
  readonly #released = new Set<string>();

  async note(changeId: string, before: string): Promise<string> {
    const noted = this.#notes.get(changeId) ?? before;
    this.#notes.set(changeId, noted);
    return noted;
  }

  async read(changeId: string): Promise<string | undefined> {
    return this.#notes.get(changeId);
  }

  async claim(account: string, mark: string, request: string): Promise<boolean> {
    const key = keyOf(account, mark);
    if (this.#released.delete(key)) this.#notes.delete(key);
    return (await this.note(key, request)) === request;
  }

  async release(account: string, mark: string, request: string): Promise<void> {
    const key = keyOf(account, mark);
    if (this.#notes.get(key) === request) this.#released.add(key);
  }

  claimedBy(account: string, mark: string): Promise<string | undefined> {
    return this.read(keyOf(account, mark));
  }

  async setLatest(account: string, changeId: string): Promise<void> {
    this.#notes.set(`latest ${account}`, changeId);
  }

  latest(account: string): Promise<string | undefined> {
    return this.read(`latest ${account}`);
  }
}

const keyOf = (account: string, mark: string): string => `claim ${account} ${mark}`;
