import { whoAmI, type WhoAmIPorts } from '../use-cases/who-am-i.ts';
import type { Operate } from './operation-handler.ts';
import { Problem } from './problem.ts';

export const whoAmIOperation =
  (ports: WhoAmIPorts): Operate<'who-am-i'> =>
  async ({ sessionToken }) => {
    const outcome = await whoAmI(ports, { sessionToken });
    if (outcome.kind === 'rejected') return new Problem('login-rejected');
    return { userId: outcome.userId, expiresAt: outcome.expiresAt.toISOString() };
  };
