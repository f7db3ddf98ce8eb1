import { digestOfFacts, sealed } from '../domain/audit-chain.ts';
import { type AuditedRecord, factsOf } from '../domain/audit-facts.ts';
import type { AuditTrail, Peppers } from '../ports.ts';

export interface PublishAuditPorts {
  readonly trail: AuditTrail;
  /** The consumer's own key: no other function can read it. */
  readonly macKeys: Pick<Peppers, 'current'>;
  /** Version of the running code. */
  readonly build: string;
}

/** Publishes what a write told, each event bound to the one before: that of the item as it was before the write. */
export async function publishAudit(
  { trail, macKeys, build }: PublishAuditPorts,
  record: AuditedRecord,
  before: AuditedRecord | undefined,
): Promise<void> {
  const facts = factsOf(record);
  const told = before === undefined ? undefined : factsOf(before).at(-1);
  // A write that took no step tells nothing anew.
  if (told !== undefined && told.id === facts.at(-1)?.id) return;
  const key = await macKeys.current();
  let previous = told && digestOfFacts(told);
  for (const each of facts) {
    const event = sealed(each, build, previous, key);
    trail.publish(event);
    previous = event.digest;
  }
}
