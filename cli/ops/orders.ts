import { DynamoDbOrderStore } from '../../functions/adapters/dynamodb/order-store.ts';
import { administrationOrder } from '../../functions/domain/administration.ts';
import type { AdministrationEventName } from '../../functions/domain/audit-event.ts';
import { namedSubject } from '../../functions/domain/digest.ts';
import type { Context } from './command.ts';

/** Facts of an order that the audit trail shows. */
export interface OrderFacts {
  /** User ID or address that the order concerns. */
  readonly subject?: string;
  /** Reason that the administrator gave, as `reasonOf` reads it. */
  readonly reason: string;
}

/**
 * Records an administrator's order. The table's stream brings it to the audit trail. Call it before the order is
 * carried out, so that the trail shows everything that is done.
 */
export const recordOrder = (context: Context, event: AdministrationEventName, facts: OrderFacts): Promise<void> =>
  recordOrders(context, event, [facts]);

/** As {@link recordOrder}, for many orders of one kind: all are in one write, at most 100. */
export async function recordOrders(
  context: Context,
  event: AdministrationEventName,
  all: readonly OrderFacts[],
): Promise<void> {
  const { clients, tables, now } = context;
  const by = await clients.administrator();
  const orders = all.map(async ({ subject, reason }) => {
    const named = subject === undefined ? {} : await subjectOf(context, subject);
    return administrationOrder(event, { at: now(), by, reason, ...named });
  });
  await new DynamoDbOrderStore(clients.documents, tables.resets).recordAll(await Promise.all(orders));
}

/** Returns the digest by which the audit trail names a user ID or an address, with the current key. */
export const subjectOf = async ({ subjectKeys }: Pick<Context, 'subjectKeys'>, subject: string) =>
  namedSubject(await subjectKeys.current(), subject);
