import { startReset, type StartResetPorts, type StartResetRules } from '../use-cases/start-reset.ts';
import { issuedBody } from './issued-body.ts';
import type { Operate } from './operation-handler.ts';
import { Problem } from './problem.ts';

export const startResetOperation =
  (ports: StartResetPorts, rules: StartResetRules): Operate<'start-reset'> =>
  async ({ userId, locale }, { source, origin, browser, captcha }) => {
    const outcome = await startReset(ports, rules, { userId, locale, source, origin, browser, captcha });
    return outcome.kind === 'issued'
      ? issuedBody(outcome)
      : new Problem('rate-limited', { retryAfterSeconds: outcome.retryAfterSeconds });
  };
