import { logOut, type LogOutPorts } from '../use-cases/log-out.ts';
import type { Operate } from './operation-handler.ts';
import { Problem } from './problem.ts';

export const logOutOperation =
  (ports: LogOutPorts): Operate<'log-out'> =>
  async ({ sessionToken }, { origin }) => {
    const outcome = await logOut(ports, { sessionToken, origin });
    if (outcome.kind === 'rejected') return new Problem('login-rejected');
  };
