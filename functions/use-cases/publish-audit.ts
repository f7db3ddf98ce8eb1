import type { AdministrationRecord } from '../domain/administration.ts';
import type { PublishedEvent } from '../domain/audit-event.ts';
import type { Pepper } from '../domain/digest.ts';
import { keyedDigest } from '../domain/digest.ts';
import { keyDigest, type RequestRecord } from '../domain/reset-record.ts';
import { sourceNetwork, sourcePrefix } from '../domain/source-address.ts';
import { subjectDigest } from '../domain/subject.ts';
import type { AuditLog, Peppers } from '../ports.ts';

/** Publishes the event that a write carried. Identifiers of users leave only as keyed digests. */
export async function publishAudit(
  { audit, peppers }: { readonly audit: AuditLog; readonly peppers: Peppers },
  record: RequestRecord | AdministrationRecord,
): Promise<void> {
  const pepper = await peppers.current();
  audit.publish(record.kind === 'administration' ? publishedOrder(record, pepper) : publishedEvent(record, pepper));
}

/** Whatever the item says, an order is an administrator's: who may write orders must not be able to write steps. */
function publishedOrder({ lastEvent, subject }: AdministrationRecord, pepper: Pepper): PublishedEvent {
  return {
    event: lastEvent.event,
    at: lastEvent.at,
    actor: 'administrator',
    by: lastEvent.by,
    ...(subject !== undefined && { subject: subjectDigest(pepper, subject) }),
  };
}

function publishedEvent(record: RequestRecord, pepper: Pepper): PublishedEvent {
  const { event, at, actor, by, reason, source, mail, recipient } = record.lastEvent;
  return {
    event,
    at,
    actor,
    ...(by !== undefined && { by }),
    ...(reason !== undefined && { reason }),
    request: keyDigest(record.key),
    subject: subjectDigest(pepper, record.kind === 'reset' ? (record.account ?? record.userId) : record.email),
    ...(source !== undefined && {
      sourcePrefix: sourcePrefix(source),
      sourceDigest: keyedDigest(pepper, 'source', sourceNetwork(source)),
    }),
    ...(mail !== undefined && { mail, recipient }),
    state: record.state,
    ...(record.kind === 'reset' && {
      reference: record.reference,
      issue: record.issue,
      attempts: record.attempts,
    }),
    sequence: record.sequence,
  };
}
