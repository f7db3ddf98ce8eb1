import { createHash, randomBytes } from 'node:crypto';
import { Router, urlencoded } from 'express';
import type pg from 'pg';
import { matches } from './password.ts';

/** The application that owns the users. It logs them in; the webhook is no part of that. */

const SESSION_HOURS = 8;

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

export function application(pool: pg.Pool): Router {
  const router = Router();

  router.post('/login', urlencoded({ extended: false, limit: '16kb' }), async (request, response) => {
    const { userId, password } = request.body as Record<string, unknown>;
    const token = typeof userId === 'string' && typeof password === 'string' && (await logIn(pool, userId, password));
    if (!token) {
      response.status(401).type('text/plain').send('No.');
      return;
    }
    response.cookie('session', token, { httpOnly: true, sameSite: 'strict' }).type('text/plain').send('Welcome.');
  });

  router.get('/me', async (request, response) => {
    const [, token = ''] = /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '') ?? [];
    const { rows } = await pool.query<{ user_id: string }>(
      `SELECT user_id FROM sessions JOIN users ON users.id = user_pk
        WHERE token_digest = $1 AND expires_at > now() AND status = 'active'`,
      [digest(token)],
    );
    response
      .status(rows[0] === undefined ? 401 : 200)
      .type('text/plain')
      .send(rows[0]?.user_id ?? '');
  });

  return router;
}

/** Opens a session and returns its token; `undefined` unless the user is active and the password is right. */
async function logIn(pool: pg.Pool, userId: string, password: string): Promise<string | undefined> {
  if (userId.includes('\0')) return undefined;
  const { rows } = await pool.query<{ password_hash: string | null }>(
    'SELECT password_hash FROM users WHERE user_id = $1 AND NOT password_refused',
    [userId],
  );
  const hash = rows[0]?.password_hash ?? null;
  if (!(await matches(password, hash))) return undefined;
  const token = randomBytes(32).toString('base64url');
  // If the password was changed during the comparison, this writes nothing.
  const { rowCount } = await pool.query(
    `WITH proven AS (
       UPDATE users SET proven_at = now()
        WHERE user_id = $1 AND password_hash = $2 AND status = 'active' AND NOT password_refused
       RETURNING id
     )
     INSERT INTO sessions
     SELECT $3, id, now() + make_interval(hours => $4) FROM proven`,
    [userId, hash, digest(token), SESSION_HOURS],
  );
  return rowCount === 1 ? token : undefined;
}
