import * as z from 'zod/mini';
import type { Issued } from '../use-cases/start-reset.ts';
import * as field from './fields.ts';

/** Schema of the answer to a start and to a resend. */
export const issuedBody = () =>
  z.object({
    resetId: z.string(),
    reference: z.string(),
    expiresAt: field.instant(),
    resendAvailableAt: field.instant(),
  });

/** The answer to a start and to a resend. */
export const issuedAnswer = ({ resetId, reference, expiresAt, resendAvailableAt }: Issued) => ({
  resetId: resetId.reveal(),
  reference,
  expiresAt: expiresAt.toISOString(),
  resendAvailableAt: resendAvailableAt.toISOString(),
});
