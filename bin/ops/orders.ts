import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { administrationOrder } from '../../functions/domain/administration.ts';
import type { AdministrationEventName } from '../../functions/domain/audit-event.ts';
import type { Context } from './context.ts';

/**
 * Puts an order on record: the table's stream brings it to the audit trail. It is written before the order is carried
 * out, so that nothing is done which the trail does not show.
 *
 * @param subject the user ID or address that it concerns
 */
export async function recordOrder(
  { clients, tables, now }: Context,
  event: AdministrationEventName,
  subject?: string,
): Promise<void> {
  const by = await clients.administrator();
  const Item = administrationOrder(event, { at: now(), by, subject });
  await clients.documents.send(new PutCommand({ TableName: tables.resets, Item }));
}
