import * as z from 'zod/mini';
import { audit } from '../runtime/capabilities/audit.ts';
import { captcha } from '../runtime/capabilities/captcha.ts';
import { subjectKeys } from '../runtime/capabilities/keys.ts';
import { limiter } from '../runtime/capabilities/limits.ts';
import { credentials } from '../runtime/capabilities/credentials.ts';
import { sessions } from '../runtime/capabilities/sessions.ts';
import type { LogInOutcome } from '../use-cases/log-in.ts';
import * as field from './fields.ts';
import { operation } from './operation.ts';
import { Problem } from './problems.ts';

export const logIn = operation({
  id: 'log-in',
  method: 'POST',
  path: '/sessions',
  texts: {
    tag: 'Sessions',
    summary: 'Log in (built-in directory)',
    description: 'Starts a session.',
    success: 'The session lasts until `expiresAt`, unless it ends earlier.',
  },
  alarm: { severity: 'page', impact: 'Users cannot log in on the hosted pages.' },
  costly: true,
  request: () =>
    z.strictObject({ userId: field.userId(), password: field.password(), captchaToken: field.captchaToken() }),
  response: { status: 201, body: () => z.object({ sessionToken: z.string(), expiresAt: field.instant() }) },
  captchaAction: 'log_in',
  builtInDirectory: true,
  problems: ['login-rejected', 'rate-limited'],
  capabilities: { audit, captcha, credentials: credentials.check, limiter, sessions: sessions.open, subjectKeys },
  rules: ['loginsPerSourcePerHour', 'sessionLifetime'],
  answer: (outcome: LogInOutcome) => {
    switch (outcome.kind) {
      case 'logged-in':
        return { sessionToken: outcome.sessionToken.reveal(), expiresAt: outcome.expiresAt.toISOString() };
      case 'rejected':
        return new Problem('login-rejected');
      case 'exceeded':
        return new Problem('rate-limited', { retryAfterSeconds: outcome.retryAfterSeconds });
    }
  },
});
