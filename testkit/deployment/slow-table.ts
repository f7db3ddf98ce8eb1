import type { Deployment } from './deployment.ts';
import { httpCall } from './http-call.ts';

/**
 * Delays calls to a deployment's tables from now on: all of them, or only those whose body contains a text, such as
 * the audit event that a step writes. 0 ends the delay. Throws if the deployment has no such control.
 */
export async function slowTable({ endpoints }: Deployment, milliseconds: number, containing?: string): Promise<void> {
  const url: string | undefined = endpoints.dynamodb;
  if (url === undefined || endpoints.lacks?.includes('table-delay') === true) {
    if (milliseconds === 0) return;
    throw new Error('the tables of this deployment cannot be slowed down');
  }
  const body = JSON.stringify({ milliseconds, containing });
  const { status, text } = await httpCall({ method: 'POST', url: `${url}/_test/delay`, body });
  if (status !== 200) throw new Error(`the tables cannot be slowed down: ${text}`);
}
