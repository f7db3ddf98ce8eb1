import { randomBytes } from 'node:crypto';
import { type AuditEvent, eventsIn } from './audit-event.ts';
import { type Delivery, acceptsDelivery } from './delivery.ts';
import { isMailPending, type RequestRecord } from './reset-record.ts';

type Fields<Kind extends RequestRecord> = Omit<
  Kind,
  'key' | 'kind' | 'stepId' | 'sequence' | 'lastEvent' | 'deliveries'
>;

/** Counters of guesses: see `ResetRecord`. */
type Counter = 'attempts' | 'guesses' | 'codeGuesses' | 'mailGuesses';

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
     * The fields must be later than these instants (epoch seconds). Expiry is checked here, whether or not TTL has
     * deleted the record.
     */
    readonly after?: {
      readonly [Name in 'expiresAt' | 'openUntil' | 'codeExpiresAt' | 'resetTokenExpiresAt']?: number;
    };
    readonly equal?: Partial<Fields<Kind>>;
    /** The fields must be absent or have other values. */
    readonly differ?: Partial<Fields<Kind>>;
    readonly below?: { readonly [Name in Counter | 'issue' | 'passwordTries']?: number };
    /** The field must not be later than this (epoch seconds). */
    readonly notAfter?: { readonly resendAt: number };
    readonly absent?: readonly (keyof Fields<Kind>)[];
    /** The record must have no change of a password pending. */
    readonly noChangePending?: true;
  };
  readonly set?: Partial<Fields<Kind>>;
  readonly increment?: readonly (Counter | 'issue' | 'passwordTries')[];
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
  const { after = {}, equal = {}, differ = {}, below = {}, notAfter = {}, absent = [] } = step.require ?? {};
  return (
    (step.from as readonly string[]).includes(record.state) &&
    Object.entries(after).every(([name, instant]) => Number(fields[name]) > Number(instant)) &&
    Object.entries(equal).every(([name, value]) => fields[name] === value) &&
    Object.entries(differ).every(([name, value]) => value === undefined || fields[name] !== value) &&
    Object.entries(below).every(([name, bound]) => Number(fields[name]) < Number(bound)) &&
    Object.entries(notAfter).every(([name, bound]) => Number(fields[name]) <= Number(bound)) &&
    absent.every((name) => fields[name] === undefined) &&
    (step.require?.noChangePending !== true || record.pending === undefined || isMailPending(record)) &&
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
  for (const name of step.increment ?? []) next[name] = Number(next[name]) + 1;
  if (step.delivery) next['deliveries'] = { ...record.deliveries, [step.delivery.messageId]: step.delivery.noted };
  for (const name of step.clear ?? []) delete next[name as string];
  return next as unknown as Kind;
}
