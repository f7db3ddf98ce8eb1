import type { Issued } from '../../functions/use-cases/start-reset.ts';

/**
 * Leads to the page for the code. The request stands behind the `#`, which no browser sends to a server, so that no log has
 * it. Without the code, which goes to the registered address alone, nothing can be done with it but guess.
 */
export function continuationLink(site: string, { resetId, reference, expiresAt, resendAvailableAt }: Issued): string {
  const fragment = new URLSearchParams({
    resetId: resetId.reveal(),
    reference,
    expiresAt: expiresAt.toISOString(),
    resendAvailableAt: resendAvailableAt.toISOString(),
  });
  return `${site.replace(/\/+$/, '')}/enter-code#${fragment.toString()}`;
}
