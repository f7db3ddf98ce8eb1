import type { AdministrationEventName, AuditEvent } from './audit-event.ts';
import { randomToken } from './digest.ts';

/** Order of an administrator, before it has a number. */
export interface AdministrationOrder {
  /** ID of the order: an order that is recorded twice has one event. */
  readonly id: string;
  /** Keyed digest of the user ID or address that the order is about. */
  readonly subject?: string;
  /** ID of the key of `subject`. */
  readonly subjectKey?: string;
  readonly lastEvent: AuditEvent;
}

/**
 * Last order of an administrator, as the one item of the request table that each order replaces. The table's stream
 * brings each to the audit trail, as it does each step of a request; only the audit consumer writes that trail. Orders
 * are numbered and linked, so that a missing one shows.
 */
export interface AdministrationRecord extends Omit<AdministrationOrder, 'id'> {
  readonly key: typeof ORDERS_KEY;
  readonly kind: 'administration';
  /** Number of the order, from 1 without gaps. */
  readonly sequence: number;
  /** IDs of the last order of this write and of those before it, the newest first. */
  readonly ids: readonly string[];
  /** Orders of the same write before the last one: an import writes many at once. */
  readonly earlier?: readonly Omit<AdministrationOrder, 'id'>[];
}

export const ORDERS_KEY = 'ADMIN#orders';

/** Number of IDs that are remembered. CloudFormation repeats a call for an hour at most. */
const REMEMBERED = 50;

/**
 * Puts orders after the last one, in one write. Returns undefined if there are none, or they are recorded already.
 *
 * @param last absent before the first order
 */
export function nextOrders(
  orders: readonly AdministrationOrder[],
  last: AdministrationRecord | undefined,
): AdministrationRecord | undefined {
  const newest = orders.at(-1);
  if (newest === undefined || last?.ids.includes(newest.id) === true) return undefined;
  const { id, ...order } = newest;
  const earlier = orders.slice(0, -1).map(({ id: _id, ...each }) => each);
  return {
    key: ORDERS_KEY,
    kind: 'administration',
    sequence: (last?.sequence ?? 0) + orders.length,
    ids: [id, ...(last?.ids ?? [])].slice(0, REMEMBERED),
    ...order,
    ...(earlier.length > 0 && { earlier }),
  };
}

/**
 * Makes an order.
 *
 * @param by ARN of the administrator, as AWS reports it
 */
export const administrationOrder = (
  event: AdministrationEventName,
  {
    at,
    by,
    reason,
    id = randomToken(),
    ...subject
  }: {
    readonly at: Date;
    readonly by: string;
    readonly reason?: string;
    /** ID of the order, if it may be recorded twice; random by default. */
    readonly id?: string;
    readonly subject?: string;
    readonly subjectKey?: string;
  },
): AdministrationOrder => ({
  id,
  ...subject,
  lastEvent: { event, at: at.toISOString(), actor: 'administrator', by, ...(reason !== undefined && { reason }) },
});

/** Settings of a deployment: a fingerprint of each value, by name. */
export type SettingsPrints = Readonly<Record<string, string>>;

/** Names of the settings that differ, in alphabetical order. A setting that is new or removed differs. */
export const changedSettings = (before: SettingsPrints, after: SettingsPrints): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .toSorted();
