import * as z from 'zod/mini';
import { audit } from '../runtime/capabilities/audit.ts';
import { captcha } from '../runtime/capabilities/captcha.ts';
import { subjectKeys } from '../runtime/capabilities/keys.ts';
import { limiter } from '../runtime/capabilities/limits.ts';
import { originSecret } from '../runtime/capabilities/origin-secret.ts';
import { resets } from '../runtime/capabilities/resets.ts';
import type { RemindUserIdOutcome } from '../use-cases/remind-user-id.ts';
import * as field from './fields.ts';
import { operation } from './operation.ts';
import { Problem } from './problems.ts';

export const remindUserId = operation({
  id: 'remind-user-id',
  method: 'POST',
  path: '/user-id-reminders',
  texts: {
    tag: 'User IDs',
    summary: 'Ask for a mail that lists the user IDs of an address',
    description:
      'If the address is registered, a mail lists its user IDs. The response is the same for every address,' +
      ' registered or not, and your front end must not show a difference either.',
    success: 'The request was received.',
  },
  alarm: { severity: 'ticket', impact: 'Users who forgot their user ID cannot request it.' },
  costly: true,
  request: () =>
    z.strictObject({
      email: field.email(),
      captchaToken: field.captchaToken(),
      locale: z.optional(field.locale()),
      timeZone: z.optional(field.timeZone()),
    }),
  response: { status: 202 },
  captchaAction: 'remind_user_id',
  problems: ['rate-limited'],
  capabilities: { audit, captcha, limiter, originSecret, resets: resets.remind, subjectKeys },
  rules: ['startsPerSourcePerHour'],
  answer: (outcome: RemindUserIdOutcome) =>
    outcome.kind === 'accepted'
      ? undefined
      : new Problem('rate-limited', { retryAfterSeconds: outcome.retryAfterSeconds }),
});
