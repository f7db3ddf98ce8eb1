import type { ResponseOf } from '../operations/index.ts';
import type { Issued } from '../use-cases/start-reset.ts';

/** The answer to a start and to a resend. */
export const issuedBody = ({
  resetId,
  reference,
  expiresAt,
  resendAvailableAt,
}: Issued): ResponseOf<'start-reset'> => ({
  resetId: resetId.reveal(),
  reference,
  expiresAt: expiresAt.toISOString(),
  resendAvailableAt: resendAvailableAt.toISOString(),
});
