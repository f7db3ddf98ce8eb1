import { createServer, type RequestListener } from 'node:http';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { hash as bcrypt } from 'bcryptjs';
import pg from 'pg';
import { migrate } from '../../../examples/webhook-express-postgresql/migrate.ts';
import { createExample as expressPostgresql } from '../../../examples/webhook-express-postgresql/server.ts';
import { createExample as plainNode } from '../../../examples/webhook-plain-node/server.ts';
import { hashPassword as scrypt, Users } from '../../../examples/webhook-plain-node/users.ts';
import type { DirectoryKit, NewAccount } from '../../contract/directory-kit.ts';
import { close, listen } from '../../../local/emulators/loopback.ts';

export const KEY_ID = 'key-1';
export const KEY = 'key-1'.padEnd(64, '.');
const keys = new Map([[KEY_ID, KEY]]);

/**
 * bcrypt cost of the passwords that tests begin with: a hash of the example's own cost takes a quarter of a second.
 */
const LEAST_COST = 4;

/** A receiver on loopback, without users. */
export interface ExampleReceiver {
  /** Value for the setting `webhookUrl`. */
  readonly webhookUrl: string;
  add(user: NewAccount, password: string): Promise<void>;
  readonly replace: DirectoryKit['replace'];
  /** Logs in; returns the cookie of the session, or `undefined` if the login is refused. */
  logIn(userId: string, password: string): Promise<string | undefined>;
  /** Returns the user ID of a session. */
  whoAmI(cookie: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

export async function startPlainNode(): Promise<ExampleReceiver> {
  const users = new Users([]);
  const example = await started(plainNode(users, keys), '');
  return {
    ...example,
    add: async (user, password) => users.put({ ...user, passwordHash: await scrypt(password) }),
    replace: async (userId, change) =>
      users.update(userId, 'password' in change ? { passwordHash: await scrypt(change.password) } : change),
  };
}

export async function startExpressPostgresql(): Promise<ExampleReceiver & { readonly pool: pg.Pool }> {
  const { pool } = await postgresql();
  await migrate(pool);
  await pool.query('TRUNCATE users, user_addresses, sessions, webhook_nonces');
  const example = await started(expressPostgresql(pool, keys), '/password-reset');
  return {
    ...example,
    pool,
    add: async ({ userId, addresses, status }, password) => {
      await pool.query(
        `WITH inserted AS (INSERT INTO users (user_id, status, password_hash) VALUES ($1, $2, $3) RETURNING id)
         INSERT INTO user_addresses (user_pk, position, address)
         SELECT id, position, address FROM inserted, unnest($4::text[]) WITH ORDINALITY AS listed (address, position)`,
        [userId, status, await bcrypt(password, LEAST_COST), addresses],
      );
    },
    async replace(userId, change) {
      const [column, value] =
        'password' in change ? ['password_hash', await bcrypt(change.password, LEAST_COST)] : ['status', change.status];
      await pool.query(`UPDATE users SET ${column} = $2 WHERE user_id = $1`, [userId, value]);
    },
  };
}

let running: ReturnType<typeof startPostgresql> | undefined;

/** Database that the receivers of a test file use in turn, because a start takes seconds. */
function postgresql(): ReturnType<typeof startPostgresql> {
  running ??= startPostgresql();
  return running;
}

/** Stops the database; a test file calls it after its last receiver. */
export async function stopPostgresql(): Promise<void> {
  await (await running)?.stop();
  running = undefined;
}

/** Starts PostgreSQL as WebAssembly in this process, in memory; `pg` reaches it over PostgreSQL's protocol. */
async function startPostgresql() {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0 });
  await server.start();
  // It has a single session, so several connections would wait for each other's transactions.
  const pool = new pg.Pool({ connectionString: `postgresql://postgres@${server.getServerConn()}/postgres`, max: 1 });
  return {
    pool,
    stop: async () => {
      await pool.end();
      await server.stop();
      await db.close();
    },
  };
}

async function started(example: RequestListener, path: string): Promise<Omit<ExampleReceiver, 'add' | 'replace'>> {
  const server = createServer(example);
  const url = await listen(server, 0);
  return {
    webhookUrl: `${url}${path}`,
    logIn: async (userId, password) => {
      const body = new URLSearchParams({ userId, password });
      const response = await fetch(`${url}/login`, { method: 'POST', body });
      return response.headers.get('set-cookie')?.split(';')[0];
    },
    whoAmI: async (cookie) => {
      const response = await fetch(`${url}/me`, { headers: { cookie } });
      return response.ok ? response.text() : undefined;
    },
    stop: () => close(server),
  };
}
