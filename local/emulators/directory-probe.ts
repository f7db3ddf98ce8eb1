import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from './loopback.ts';

export interface ProbedAccount {
  readonly userId: string;
  readonly addresses: readonly string[];
  readonly status: 'active' | 'disabled' | 'unverified' | 'federated';
}

/** Operations of a directory emulator for tests, which log in to every directory in the same way. */
export interface DirectoryProbe {
  put(account: ProbedAccount, password: string): void | Promise<void>;
  /** A token for a session; undefined where the password is wrong or the account may not log in. */
  logIn(userId: string, password: string): string | undefined | Promise<string | undefined>;
  /** User of a session; undefined where the session has ended. */
  whose(token: string): string | undefined;
}

interface ProbeBody extends ProbedAccount {
  readonly password?: string;
  readonly sessionToken?: string;
}

/**
 * Answers `POST /test/users`, `POST /test/sessions` and `POST /test/sessions/current` as the built-in directory's own
 * API does; false for
 * any other path.
 */
export async function answerProbe(
  probe: DirectoryProbe,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', 'http://emulator');
  if (!pathname.startsWith('/test/')) return false;
  const fields = JSON.parse(body.toString() || '{}') as ProbeBody;
  const { password = '', sessionToken = '' } = fields;
  const rejected = { code: 'login-rejected' };
  switch (pathname) {
    case '/test/users':
      await probe.put(fields, password);
      sendJson(response, 201, {});
      return true;
    case '/test/sessions': {
      const token = await probe.logIn(fields.userId, password);
      sendJson(response, token === undefined ? 401 : 201, token === undefined ? rejected : { sessionToken: token });
      return true;
    }
    case '/test/sessions/current': {
      const userId = probe.whose(sessionToken);
      sendJson(response, userId === undefined ? 401 : 200, userId === undefined ? rejected : { userId });
      return true;
    }
    default:
      return false;
  }
}

const PAGE =
  '<!doctype html><html lang="en"><title>Log in</title><h1>Log in</h1><p>The login page of your application would be here.</p></html>';

/** Answers with the login page of an application whose accounts are in a directory of its own. */
export const answerLoginPage = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
};
