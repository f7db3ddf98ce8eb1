import * as z from 'zod/mini';
import { audit } from '../runtime/capabilities/audit.ts';
import { peppers, subjectKeys } from '../runtime/capabilities/keys.ts';
import { originSecret } from '../runtime/capabilities/origin-secret.ts';
import { resets } from '../runtime/capabilities/resets.ts';
import * as field from './fields.ts';
import { operation } from './operation.ts';

export const reportReset = operation({
  id: 'report-reset',
  method: 'POST',
  path: '/password-resets/report',
  texts: {
    tag: 'Password resets',
    summary: 'Report a mail that nobody asked for ("this wasn\'t me")',
    description:
      'Ends the request that the mail belongs to. Call this operation when the user presses a button, not ' +
      'when the page opens: programs such as mail scanners open links too.',
    success: 'The report was received. The response is the same for an unknown token.',
  },
  alarm: { severity: 'ticket', impact: 'Users who did not ask for a reset cannot stop it.' },
  costly: false,
  request: () => z.strictObject({ reportToken: field.reportToken() }),
  response: { status: 202 },
  problems: [],
  capabilities: { audit, originSecret, peppers, resets: resets.update, subjectKeys },
  rules: [],
  answer: (_outcome: void) => undefined,
});
