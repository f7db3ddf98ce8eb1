import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { ORDERS_CHAIN, TRAIL_CHAIN } from '../../../functions/domain/audit-facts.ts';
import { keyDigest } from '../../../functions/domain/reset-record.ts';
import { projectionOf } from '../../ops/clients.ts';

interface Witness {
  readonly key: string;
  readonly kind?: string;
  readonly sequence?: number;
  readonly lastEvent?: { readonly at: string };
}

/** Seconds that the audit consumer may be behind the table: the alarm `audit-late` begins then. */
const BEHIND = 900;

/**
 * Reads the last number of each request, of the orders and of the checkpoints in the table, which no writer of logs can
 * change. Records that changed outside of the period, or just before its end, say nothing about the input.
 */
export async function lastSequencesIn(
  client: DynamoDBDocumentClient,
  table: string,
  { from, until }: { readonly from?: string | undefined; readonly until: string },
): Promise<ReadonlyMap<string, number>> {
  const sequences = new Map<string, number>();
  const settled = new Date(Date.parse(until) - BEHIND * 1000).toISOString();
  const pages = paginateScan(
    { client },
    { TableName: table, ConsistentRead: true, ...projectionOf(['key', 'kind', 'sequence', 'lastEvent']) },
  );
  for await (const { Items = [] } of pages) {
    for (const { key, kind, sequence, lastEvent } of Items as Witness[]) {
      if (kind === undefined || sequence === undefined || lastEvent === undefined) continue;
      if (lastEvent.at >= settled || (from !== undefined && lastEvent.at < from)) continue;
      sequences.set(chainOf(kind, key), sequence);
    }
  }
  return sequences;
}

const chainOf = (kind: string, key: string): string =>
  kind === 'administration' ? ORDERS_CHAIN : kind === 'checkpoint' ? TRAIL_CHAIN : keyDigest(key);
