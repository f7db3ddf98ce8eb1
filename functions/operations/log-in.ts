import * as z from 'zod/mini';
import { audit } from '../runtime/capabilities/audit.ts';
import { captcha } from '../runtime/capabilities/captcha.ts';
import { subjectKeys } from '../runtime/capabilities/keys.ts';
import { limiter, loginAttempts } from '../runtime/capabilities/limits.ts';
import { credentials } from '../runtime/capabilities/credentials.ts';
import { originSecret } from '../runtime/capabilities/origin-secret.ts';
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
    description:
      'Starts a session. Only failed logins are limited: by source, and by account with a growing delay (`rate-limited`).',
    success: 'The session lasts until `expiresAt`, unless it ends earlier.',
  },
  alarm: { severity: 'page', impact: 'Users cannot log in on the hosted pages.' },
  costly: true,
  request: () =>
    z.strictObject({
      userId: field.userId(),
      password: field.password(),
      captchaToken: field.captchaToken(),
      deviceToken: z.optional(field.deviceToken()),
    }),
  response: {
    status: 201,
    body: () => z.object({ sessionToken: z.string(), expiresAt: field.instant(), deviceToken: z.optional(z.string()) }),
  },
  captchaAction: 'log_in',
  builtInDirectory: true,
  problems: ['login-rejected', 'rate-limited'],
  capabilities: {
    audit,
    captcha,
    credentials: credentials.check,
    limiter,
    loginAttempts,
    originSecret,
    sessions: sessions.open,
    subjectKeys,
  },
  rules: ['loginsPerSourcePerHour', 'sessionLifetime'],
  answer: (outcome: LogInOutcome) => {
    switch (outcome.kind) {
      case 'logged-in':
        return {
          sessionToken: outcome.sessionToken.reveal(),
          expiresAt: outcome.expiresAt.toISOString(),
          deviceToken: outcome.deviceToken.reveal(),
        };
      case 'rejected':
        return new Problem('login-rejected');
      case 'exceeded':
        return new Problem('rate-limited', { retryAfterSeconds: outcome.retryAfterSeconds });
    }
  },
});
