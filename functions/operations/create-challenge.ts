import * as z from 'zod/mini';
import type { Challenge } from '../domain/proof-of-work.ts';
import { challengeSecret } from '../runtime/capabilities/captcha.ts';
import * as field from './fields.ts';
import { operation } from './operation.ts';

export const createChallenge = operation({
  id: 'create-challenge',
  method: 'POST',
  path: '/captcha-challenges',
  texts: {
    tag: 'Captcha',
    summary: 'Get a proof of work (captcha provider `altcha`)',
    description:
      'Returns a challenge of ALTCHA, version 2. Base64 of the JSON `{"challenge": …, "solution": …}` is the ' +
      '`captchaToken` of one call, to the operation with that action. The call must come from a page of the ' +
      'deployment or of `allowedOrigins`, whose host name the challenge is bound to.',
    success: 'The challenge is to be solved before it expires.',
  },
  alarm: { severity: 'page', impact: 'Users cannot take any step of a reset, because none opens without a captcha.' },
  costly: false,
  request: () => z.strictObject({ action: field.captchaAction() }),
  response: {
    status: 200,
    body: () =>
      z.object({
        parameters: z.object({
          algorithm: z.string(),
          cost: z.int(),
          data: z.object({ action: z.string(), hostname: z.string() }),
          expiresAt: z.int(),
          keyLength: z.int(),
          keyPrefix: z.string(),
          keySignature: z.string(),
          nonce: z.string(),
          salt: z.string(),
        }),
        signature: z.string(),
      }),
  },
  selfHostedCaptcha: true,
  problems: [],
  capabilities: { challengeSecret },
  rules: ['challengeLifetime', 'challengeTries'],
  answer: (challenge: Challenge) => challenge,
});
