import { remindUserId, type RemindUserIdPorts, type RemindUserIdRules } from '../use-cases/remind-user-id.ts';
import type { Operate } from './operation-handler.ts';
import { Problem } from './problem.ts';

export const remindUserIdOperation =
  (ports: RemindUserIdPorts, rules: RemindUserIdRules): Operate<'remind-user-id'> =>
  async ({ email, locale }, { source, origin, browser, captcha }) => {
    const outcome = await remindUserId(ports, rules, { email, locale, source, origin, browser, captcha });
    if (outcome.kind === 'exceeded') {
      return new Problem('rate-limited', { retryAfterSeconds: outcome.retryAfterSeconds });
    }
  };
