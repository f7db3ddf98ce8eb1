import type pg from 'pg';
import { hashPassword, refusalOf } from './password.ts';

export interface Account {
  readonly userId: string;
  readonly addresses: readonly string[];
  readonly status: string;
  readonly provenAt?: number;
  readonly mark: string;
}

export type PasswordAnswer =
  | { readonly outcome: 'changed' | 'not-allowed' | 'account-changed' }
  | { readonly outcome: 'refused'; readonly reasons: readonly string[] };

interface AccountRow {
  readonly user_id: string;
  readonly status: string;
  readonly proven_at: Date | null;
  readonly addresses: readonly string[];
  readonly mark: string;
}

const ACCOUNTS = `
  SELECT user_id, status, proven_at, version::text AS mark,
         ARRAY(SELECT address FROM user_addresses WHERE user_pk = users.id ORDER BY position) AS addresses
    FROM users`;

/** The webhook's queries on the tables. */
export class Directory {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async findByUserId(userId: string): Promise<Account | null> {
    const { rows } = await this.#pool.query<AccountRow>(`${ACCOUNTS} WHERE user_id = $1`, [userId]);
    return rows[0] === undefined ? null : accountOf(rows[0]);
  }

  async findByAddress(address: string): Promise<Account[]> {
    const { rows } = await this.#pool.query<AccountRow>(
      `${ACCOUNTS}
        WHERE id IN (SELECT user_pk FROM user_addresses WHERE folded = lower($1::text COLLATE "C"))
        ORDER BY user_id
        LIMIT 100`,
      [address],
    );
    return rows.map(accountOf);
  }

  /**
   * Sets the password once per change ID, and only if the account still has this mark. The ID is checked before the
   * slow hash, and both again by the condition of the write.
   */
  async setPassword(userId: string, password: string, changeId: string, ifMark?: string): Promise<PasswordAnswer> {
    if ((await this.outcomeOf(userId, changeId)) === 'changed') return { outcome: 'changed' };
    const refusal = refusalOf(password);
    if (refusal !== undefined) return { outcome: 'refused', reasons: [refusal] };
    const changed = await this.#change(userId, await hashPassword(password), changeId, ifMark);
    // A parallel request with the same change may have been first.
    if (changed || (await this.outcomeOf(userId, changeId)) === 'changed') return { outcome: 'changed' };
    const account = await this.findByUserId(userId);
    const hasChanged = account?.status === 'active' && ifMark !== undefined && account.mark !== ifMark;
    return { outcome: hasChanged ? 'account-changed' : 'not-allowed' };
  }

  /** Refuses the password of a change that its owner reported, unless a later change took place. */
  async refusePassword(userId: string, changeId: string): Promise<'refused' | 'not-refused'> {
    const { rows } = await this.#pool.query<{ refused: boolean }>(
      `WITH refused AS (
         UPDATE users SET password_refused = true WHERE user_id = $1 AND change_id = $2 RETURNING id
       ), ended AS (
         DELETE FROM sessions WHERE user_pk IN (SELECT id FROM refused)
       )
       SELECT EXISTS (SELECT FROM refused) AS refused`,
      [userId, changeId],
    );
    return rows[0]?.refused === true ? 'refused' : 'not-refused';
  }

  async outcomeOf(userId: string, changeId: string): Promise<'changed' | 'not-changed'> {
    const { rowCount } = await this.#pool.query('SELECT FROM users WHERE user_id = $1 AND change_id = $2', [
      userId,
      changeId,
    ]);
    return rowCount === 1 ? 'changed' : 'not-changed';
  }

  /** Changes the password and ends the sessions in one statement, and so in one transaction. */
  async #change(userId: string, passwordHash: string, changeId: string, ifMark?: string): Promise<boolean> {
    const { rows } = await this.#pool.query<{ changed: boolean }>(
      `WITH changed AS (
         UPDATE users SET password_hash = $2, change_id = $3, proven_at = now(), password_refused = false
          WHERE user_id = $1 AND status = 'active' AND change_id IS DISTINCT FROM $3
            AND ($4::text IS NULL OR version::text = $4)
         RETURNING id
       ), ended AS (
         DELETE FROM sessions WHERE user_pk IN (SELECT id FROM changed)
       )
       SELECT EXISTS (SELECT FROM changed) AS changed`,
      [userId, passwordHash, changeId, ifMark ?? null],
    );
    return rows[0]?.changed === true;
  }
}

const accountOf = ({ user_id: userId, status, proven_at: provenAt, addresses, mark }: AccountRow): Account => ({
  userId,
  mark,
  addresses,
  status,
  ...(provenAt !== null && { provenAt: Math.floor(provenAt.getTime() / 1000) }),
});
