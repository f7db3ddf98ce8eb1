import * as z from 'zod/mini';
import { audit } from '../runtime/capabilities/audit.ts';
import { breached } from '../runtime/capabilities/breached.ts';
import { captcha } from '../runtime/capabilities/captcha.ts';
import { directory } from '../runtime/capabilities/directory.ts';
import { subjectKeys } from '../runtime/capabilities/keys.ts';
import { originSecret } from '../runtime/capabilities/origin-secret.ts';
import { resets } from '../runtime/capabilities/resets.ts';
import type { CompleteResetOutcome } from '../use-cases/complete-reset.ts';
import * as field from './fields.ts';
import { operation } from './operation.ts';
import { Problem } from './problems.ts';

/** Seconds after which a page may ask again whether an interrupted change is settled. */
const RETRY_AFTER = 60;

export const completeReset = operation({
  id: 'complete-reset',
  method: 'POST',
  path: '/password-resets/complete',
  texts: {
    tag: 'Password resets',
    summary: 'Set the new password',
    description:
      'Sets the new password, ends all sessions of the user and mails a notice. After `password-rejected` ' +
      'you can use the same `resetToken` again. After a 503 it is unknown whether the password was changed:' +
      ' send the same request again. A call with an `idempotencyKey` can be repeated after a success too, if its ' +
      'answer was lost.',
    success: 'The password was changed.',
  },
  alarm: { severity: 'page', impact: 'Users who entered their code cannot set a new password.' },
  costly: true,
  request: () =>
    z
      .strictObject({
        resetToken: field.resetToken(),
        newPassword: field.password(),
        confirmPassword: field.password(),
        captchaToken: field.captchaToken(),
        idempotencyKey: z.optional(field.idempotencyKey()),
      })
      .check(
        z.refine((body) => body.newPassword.reveal() === body.confirmPassword.reveal(), {
          message: 'must equal newPassword',
          path: ['confirmPassword'],
          // Before that the two are not passwords yet.
          when: ({ issues }) => issues.length === 0,
        }),
      ),
  response: { status: 200, body: () => z.object({ loginUrl: z.string() }) },
  captchaAction: 'complete_reset',
  problems: ['password-rejected', 'reset-rejected'],
  capabilities: {
    audit,
    breached,
    captcha,
    directory: directory.change,
    originSecret,
    resets: resets.update,
    subjectKeys,
  },
  rules: ['loginUrl', 'passwordMinLength', 'productName', 'recordRetention'],
  answer: (outcome: CompleteResetOutcome & { readonly loginUrl: string }) => {
    switch (outcome.kind) {
      case 'completed':
        return { loginUrl: outcome.loginUrl };
      case 'password-rejected':
        return new Problem('password-rejected', { reasons: outcome.reasons });
      case 'rejected':
        return new Problem('reset-rejected');
      case 'unsettled':
        return new Problem('service-unavailable', { retryAfterSeconds: RETRY_AFTER });
    }
  },
});
