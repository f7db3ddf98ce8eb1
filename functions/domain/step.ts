import { randomBytes } from 'node:crypto';
import { type AuditEvent, eventsIn } from './audit-event.ts';
import { type Delivery, acceptsDelivery } from './delivery.ts';
import type { RequestRecord } from './reset-record.ts';

type Fields<Kind extends RequestRecord> = Omit<
  Kind,
  'key' | 'kind' | 'stepId' | 'sequence' | 'lastEvent' | 'deliveries'
>;

/**
 * One transition of a record, as data: the states that it may start from, its conditions, its changes, and the audit
 * event that is written with it. A store applies it as a single conditional update, so that one write settles each
 * race.
 */
export interface Step<Kind extends RequestRecord = RequestRecord> {
  readonly from: readonly Kind['state'][];
  /** Conditions, which must all hold. */
  readonly require?: {
    /**
     * `expiresAt` must be later than this (epoch seconds): an expired record cannot go on, whether or not TTL has
     * deleted it.
     */
    readonly unexpiredAt?: number;
    readonly equal?: Partial<Fields<Kind>>;
    readonly below?: { readonly [Name in 'attempts' | 'issue' | 'passwordTries']?: number };
    /** The field must not be later than this (epoch seconds). */
    readonly notAfter?: { readonly resendAt: number };
    readonly absent?: keyof Fields<Kind>;
  };
  readonly set?: Partial<Fields<Kind>>;
  readonly increment?: 'attempts' | 'issue' | 'passwordTries';
  readonly clear?: readonly (keyof Fields<Kind>)[];
  /** Notes the outcome of one mail, if {@link acceptsDelivery} allows it. */
  readonly delivery?: { readonly messageId: string; readonly noted: Delivery };
  readonly event: AuditEvent;
}

/** ID of one write: 128 random bits as 22 characters of base64url. It is short because each item stores one. */
export const newStepId = (): string => randomBytes(16).toString('base64url');

/** Whether a record may take a step. The DynamoDB store has the same conditions as an expression. */
export function allows(record: RequestRecord, step: Step): boolean {
  const fields = record as unknown as Record<string, unknown>;
  const { unexpiredAt, equal = {}, below = {}, notAfter = {}, absent } = step.require ?? {};
  return (
    (step.from as readonly string[]).includes(record.state) &&
    (unexpiredAt === undefined || record.expiresAt > unexpiredAt) &&
    Object.entries(equal).every(([name, value]) => fields[name] === value) &&
    Object.entries(below).every(([name, bound]) => Number(fields[name]) < Number(bound)) &&
    Object.entries(notAfter).every(([name, bound]) => Number(fields[name]) <= Number(bound)) &&
    (absent === undefined || fields[absent] === undefined) &&
    (step.delivery === undefined || acceptsDelivery(record.deliveries, step.delivery.messageId, step.delivery.noted))
  );
}

/** Record after a step that it allows. */
export function take<Kind extends RequestRecord>(record: Kind, step: Step<Kind>, stepId: string): Kind {
  const next: Record<string, unknown> = {
    ...record,
    ...step.set,
    stepId,
    sequence: record.sequence + eventsIn(step.event),
    lastEvent: step.event,
  };
  if (step.increment) next[step.increment] = Number(next[step.increment]) + 1;
  if (step.delivery) next['deliveries'] = { ...record.deliveries, [step.delivery.messageId]: step.delivery.noted };
  for (const name of step.clear ?? []) delete next[name as string];
  return next as unknown as Kind;
}
