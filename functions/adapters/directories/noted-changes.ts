import type { ChangeNotes } from '../../ports.ts';

/** Part of a change ID that names the request. The rest counts its passwords, of which some may be refused. */
const requestOf = (changeId: string): string => changeId.split('.', 1)[0] ?? changeId;

/**
 * Changes in a directory that can make none of them conditional (Cognito, LDAP). Before a change its request claims the
 * account as its mark describes it. Of two requests that accept the same account only the first gets the claim, and a
 * later one sees another mark.
 */
export class NotedChanges {
  readonly #notes: ChangeNotes;
  readonly #failure: (cause: Error) => Error;

  /** @param failure error of the directory for an error of the notes */
  constructor(notes: ChangeNotes, failure: (cause: Error) => Error = (cause) => cause) {
    this.#notes = notes;
    this.#failure = failure;
  }

  /** State before a change that was begun; undefined if it was not. */
  before(changeId: string): Promise<string | undefined> {
    return this.#noted(this.#notes.read(changeId));
  }

  /** Notes the state before a change. The first note stays. */
  async note(changeId: string, before: string): Promise<void> {
    await this.#noted(this.#notes.note(changeId, before));
  }

  /** Returns false while another request may be changing the account. */
  claim(account: string, mark: string, changeId: string): Promise<boolean> {
    return this.#noted(this.#notes.claim(account, mark, requestOf(changeId)));
  }

  /** Ends the claim of a change that did not take place, so that another request need not wait. */
  release(account: string, mark: string, changeId: string): Promise<void> {
    return this.#noted(this.#notes.release(account, mark, requestOf(changeId)));
  }

  /** Returns false if another request claimed the account after this change was given up: the change is not ours. */
  async isClaimant(account: string, mark: string, changeId: string): Promise<boolean> {
    return (await this.#noted(this.#notes.claimedBy(account, mark))) === requestOf(changeId);
  }

  tookPlace(account: string, changeId: string): Promise<void> {
    return this.#noted(this.#notes.setLatest(account, changeId));
  }

  /**
   * Refuses the password that a change set, unless a later change took place.
   *
   * @throws while another change may be in progress, so that the refusal is tried again
   */
  async refuse(account: string, mark: string, changeId: string, refusal: () => Promise<void>): Promise<void> {
    const latest = await this.#noted(this.#notes.latest(account));
    if (latest !== undefined && latest !== changeId) return;
    const claimant = `refusal-of-${requestOf(changeId)}`;
    if (!(await this.#noted(this.#notes.claim(account, mark, claimant)))) throw this.#failure(new ChangeInProgress());
    try {
      await refusal();
    } finally {
      // A refusal that keeps failing must not keep the owner from a reset.
      await this.#noted(this.#notes.release(account, mark, claimant));
    }
  }

  #noted<Answer>(answer: Promise<Answer>): Promise<Answer> {
    return answer.catch((cause: Error) => Promise.reject(this.#failure(cause)));
  }
}

class ChangeInProgress extends Error {
  override readonly name = 'ChangeInProgress';
  constructor() {
    super('another change of this account may be in progress');
  }
}
