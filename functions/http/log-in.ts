import { logIn, type LogInPorts, type LogInRules } from '../use-cases/log-in.ts';
import type { Operate } from './operation-handler.ts';
import { Problem } from './problem.ts';

export const logInOperation =
  (ports: LogInPorts, rules: LogInRules): Operate<'log-in'> =>
  async ({ userId, password }, { source, origin, captcha }) => {
    const outcome = await logIn(ports, rules, { userId, password, source, origin, captcha });
    switch (outcome.kind) {
      case 'logged-in':
        return { sessionToken: outcome.sessionToken.reveal(), expiresAt: outcome.expiresAt.toISOString() };
      case 'rejected':
        return new Problem('login-rejected');
      case 'exceeded':
        return new Problem('rate-limited', { retryAfterSeconds: outcome.retryAfterSeconds });
    }
  };
