import type { AdministrationOrder, AdministrationRecord } from './administration.ts';
import type { CheckpointRecord } from './audit-checkpoint.ts';
import { type AuditContext, type AuditEventName, OUTCOMES } from './audit-event.ts';
import type { Origin } from './origin.ts';
import { type EventFacts, SCHEMA_VERSION } from './published-event.ts';
import { keyDigest, type RequestRecord } from './reset-record.ts';

/** Item of the table that carries an event. */
export type AuditedRecord = RequestRecord | AdministrationRecord | CheckpointRecord;

/** Names under which orders and checkpoints are numbered and linked, as the events of a request are. */
export const ORDERS_CHAIN = 'orders';
export const TRAIL_CHAIN = 'trail';

/**
 * Events of an item, oldest first. They depend on the item alone, not on the keys, rules or version in force, so the
 * events of the previous write can be derived again from the old image.
 */
export function factsOf(record: AuditedRecord): EventFacts[] {
  if (record.kind === 'administration') return factsOfOrders(record);
  if (record.kind === 'checkpoint') return [factsOfCheckpoint(record)];
  const { sessionsEnded } = record.lastEvent;
  if (sessionsEnded !== true) return [factsOfStep(record, record.lastEvent.event, record.sequence)];
  return [
    factsOfStep(record, record.lastEvent.event, record.sequence - 1),
    factsOfStep(record, 'sessions_ended', record.sequence),
  ];
}

function factsOfOrders({ earlier = [], sequence, ...last }: AdministrationRecord): EventFacts[] {
  return [...earlier, last].map((order, index) => factsOfOrder(order, sequence - earlier.length + index));
}

/**
 * The actor of an order is always an administrator, whatever the item says: a role that may write orders must not be
 * able to write steps.
 */
function factsOfOrder(
  { lastEvent, subject, subjectKey }: Omit<AdministrationOrder, 'id'>,
  sequence: number,
): EventFacts {
  const { event, at, by, reason, in: context } = lastEvent;
  return present({
    ...named(event),
    id: `${ORDERS_CHAIN}:${sequence}`,
    reason,
    at,
    actor: 'administrator',
    by,
    request: ORDERS_CHAIN,
    sequence,
    subject,
    subjectKey,
    ...context,
  });
}

/** A checkpoint is always the system's, whatever the item says. */
function factsOfCheckpoint({ sequence, covers, lastEvent }: CheckpointRecord): EventFacts {
  return present({
    ...named('trail_checkpoint'),
    id: `${TRAIL_CHAIN}:${sequence}`,
    at: lastEvent.at,
    actor: 'system',
    request: TRAIL_CHAIN,
    sequence,
    covers,
  });
}

function factsOfStep(record: RequestRecord, name: AuditEventName, sequence: number): EventFacts {
  const { at, actor, by, reason, origin, mail, recipient, budget, in: context } = record.lastEvent;
  const request = keyDigest(record.key);
  return present({
    ...named(name, reason),
    id: `${request}:${sequence}`,
    reason,
    at,
    actor,
    by,
    request,
    sequence,
    state: record.state,
    ...(record.kind === 'reset' && {
      reference: record.reference,
      issue: record.issue,
      attempts: record.attempts,
    }),
    subject: record.subject,
    subjectKey: record.subjectKey,
    ...whereFrom(origin),
    mail,
    recipient,
    budget,
    ...context,
  });
}

/**
 * Event that a function publishes directly, because no table write carries it. The remaining facts are added when it
 * is published.
 */
export type DirectEvent = Omit<
  EventFacts,
  'schema' | 'id' | 'outcome' | 'policy' | 'directory' | keyof ReturnType<typeof whereFrom>
> & {
  readonly origin?: Origin;
};

/** @param id random, because no write identifies the event */
export const factsOfDirectEvent = ({ origin, ...event }: DirectEvent, context: AuditContext, id: string): EventFacts =>
  present({ ...event, ...named(event.event), id, ...whereFrom(origin), ...context });

const whereFrom = ({ prefix, source, userAgent, key, captcha }: Partial<Origin> = {}) => ({
  sourcePrefix: prefix,
  sourceDigest: source,
  userAgentDigest: userAgent,
  sourceKey: key,
  captcha,
});

/** A notice that nobody got failed, though its step was taken. An administrator's own reason changes no outcome. */
const named = (event: AuditEventName, reason = '') =>
  ({
    schema: SCHEMA_VERSION,
    event,
    outcome: event.endsWith('_notified') && reason.startsWith('not-told') ? 'failed' : OUTCOMES[event],
  }) as const;

/** Drops the fields that do not apply. */
const present = (facts: EventFacts): EventFacts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as EventFacts;
