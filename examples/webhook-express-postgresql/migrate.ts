import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

const folder = new URL('migrations/', import.meta.url);

/** Runs the migrations that have not been run yet, each in one transaction with the record that it has run. */
export async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY)');
    for (const name of readdirSync(folder).sort()) {
      await client.query('BEGIN');
      const { rowCount } = await client.query('INSERT INTO migrations VALUES ($1) ON CONFLICT DO NOTHING', [name]);
      if (rowCount === 1) await client.query(readFileSync(new URL(name, folder), 'utf8'));
      await client.query('COMMIT');
    }
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

if (import.meta.main) {
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
  await migrate(pool);
  await pool.end();
}
