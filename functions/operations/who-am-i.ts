import * as z from 'zod/mini';
import { credentials } from '../runtime/capabilities/credentials.ts';
import { sessions } from '../runtime/capabilities/sessions.ts';
import type { WhoAmIOutcome } from '../use-cases/who-am-i.ts';
import * as field from './fields.ts';
import { operation } from './operation.ts';
import { Problem } from './problems.ts';

export const whoAmI = operation({
  id: 'who-am-i',
  method: 'GET',
  path: '/sessions/current',
  texts: {
    tag: 'Sessions',
    summary: 'Get the user of a session (built-in directory)',
    description: 'Returns the user of the session.',
    success: 'The session is active.',
  },
  alarm: { severity: 'ticket', impact: 'Users who are logged in appear as logged out.' },
  costly: false,
  response: { status: 200, body: () => z.object({ userId: z.string(), expiresAt: field.instant() }) },
  bearer: true,
  builtInDirectory: true,
  problems: ['login-rejected'],
  capabilities: { credentials: credentials.generation, sessions: sessions.find },
  rules: [],
  answer: (outcome: WhoAmIOutcome) =>
    outcome.kind === 'session'
      ? { userId: outcome.userId, expiresAt: outcome.expiresAt.toISOString() }
      : new Problem('login-rejected'),
});
