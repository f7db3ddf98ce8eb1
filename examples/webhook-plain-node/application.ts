import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './receiver.ts';
import type { Users } from './users.ts';

/** A login page, as an example of the application that owns the users. */

const LOGIN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Example application</title>
<h1>Example application</h1>
<form method="post" action="/login">
<p><label>User ID <input name="userId" autocomplete="username" required></label>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<p><button>LOGIN</button>
</form>
</html>
`;

/** Answers `GET /login`, `POST /login` and `GET /me`; false for everything else. */
export async function application(users: Users, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /login':
      send(response, 200, 'text/html; charset=utf-8', LOGIN_PAGE);
      return true;
    case 'POST /login': {
      const form = new URLSearchParams((await readBody(request))?.toString('utf8'));
      const session = await users.logIn(form.get('userId') ?? '', form.get('password') ?? '');
      if (session !== undefined)
        response.setHeader('set-cookie', `session=${session}; HttpOnly; SameSite=Strict; Path=/`);
      send(response, session === undefined ? 401 : 200, 'text/plain; charset=utf-8', session ? 'Welcome.' : 'No.');
      return true;
    }
    case 'GET /me': {
      const [, session = ''] = /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '') ?? [];
      const userId = users.userOf(session);
      send(response, userId === undefined ? 401 : 200, 'text/plain; charset=utf-8', userId ?? '');
      return true;
    }
    default:
      return false;
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
