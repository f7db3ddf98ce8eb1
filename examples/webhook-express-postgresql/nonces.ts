import type pg from 'pg';
import type { NonceStore } from './verify-signature.ts';

/** Nonces in a table that all processes share. */
export class PostgresqlNonces implements NonceStore {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async use(nonce: string, until: number): Promise<boolean> {
    await this.#pool.query('DELETE FROM webhook_nonces WHERE expires_at < now()');
    const { rowCount } = await this.#pool.query(
      'INSERT INTO webhook_nonces VALUES ($1, to_timestamp($2)) ON CONFLICT DO NOTHING',
      [nonce, until],
    );
    return rowCount === 1;
  }
}
