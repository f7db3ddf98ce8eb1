import { digestOfFacts, sealed } from '../domain/audit-chain.ts';
import { type AuditedRecord, factsOf } from '../domain/audit-facts.ts';
import type { AuditTrail, Peppers } from '../ports.ts';

export interface PublishAuditPorts {
  readonly trail: AuditTrail;
  /** Key that only the audit consumer can read. */
  readonly macKeys: Pick<Peppers, 'current'>;
  /** Version of the running code. */
  readonly build: string;
}

/**
 * Publishes the events of a write. Each event links to the one before; the first links to the last event of the old
 * image.
 */
export async function publishAudit(
  { trail, macKeys, build }: PublishAuditPorts,
  record: AuditedRecord,
  before: AuditedRecord | undefined,
): Promise<void> {
  const facts = factsOf(record);
  const last = before === undefined ? undefined : factsOf(before).at(-1);
  // A write that took no step has no new event.
  if (last !== undefined && last.id === facts.at(-1)?.id) return;
  const key = await macKeys.current();
  let previous = last && digestOfFacts(last);
  for (const each of facts) {
    const event = sealed(each, build, previous, key);
    trail.publish(event);
    previous = event.digest;
  }
}
