import { logOut, type LogOutPorts } from '../use-cases/log-out.ts';
import { bearerToken } from './bearer-token.ts';
import type { Operate } from './operation-handler.ts';
import { Problem } from './problem.ts';

export const logOutOperation =
  (ports: LogOutPorts): Operate<'log-out'> =>
  async (_request, { authorization, origin }) => {
    const sessionToken = bearerToken(authorization);
    if (sessionToken === undefined) return new Problem('login-rejected');
    const outcome = await logOut(ports, { sessionToken, origin });
    if (outcome.kind === 'rejected') return new Problem('login-rejected');
  };
