import { audit } from '../runtime/capabilities/audit.ts';
import { subjectKeys } from '../runtime/capabilities/keys.ts';
import { originSecret } from '../runtime/capabilities/origin-secret.ts';
import { sessions } from '../runtime/capabilities/sessions.ts';
import type { LogOutOutcome } from '../use-cases/log-out.ts';
import { operation } from './operation.ts';
import { Problem } from './problems.ts';

export const logOut = operation({
  id: 'log-out',
  method: 'DELETE',
  path: '/sessions/current',
  texts: {
    tag: 'Sessions',
    summary: 'Log out (built-in directory)',
    description: 'Ends the session.',
    success: 'The session has ended.',
  },
  alarm: { severity: 'ticket', impact: 'Users cannot log out.' },
  costly: false,
  response: { status: 204 },
  bearer: true,
  builtInDirectory: true,
  problems: ['login-rejected'],
  capabilities: { audit, originSecret, sessions: sessions.close, subjectKeys },
  rules: [],
  answer: ({ kind }: LogOutOutcome) => (kind === 'rejected' ? new Problem('login-rejected') : undefined),
});
