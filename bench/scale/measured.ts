import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { WireCall } from '../../testkit/wire/wire-proxy.ts';

/** What `npm run bench:cost -- --measured FILE` writes: what one complete reset takes, for who reckons with more of them. */
const schema = z.strictObject({
  /** ISO 8601 date. */
  measured: z.iso.date(),
  apiCalls: z.number(),
  /** Of all tables and the index. */
  writeUnits: z.number(),
  readUnits: z.number(),
  mails: z.number(),
  /** How often a record comes to owe each of these, and with it into the index. */
  owed: z.record(z.string(), z.number()),
  functions: z.array(
    z.strictObject({
      name: z.string(),
      invocations: z.number(),
      milliseconds: z.number().describe('of an invocation'),
    }),
  ),
  /** Bytes that reach the archive, compressed. */
  archiveBytes: z.number(),
  /** Reads of secrets by one cold instance of each function. */
  secretReads: z.number(),
  dollars: z.strictObject({
    aLaCarte: z.number(),
    essentials: z.number(),
    month: z.number().describe('without a reset'),
  }),
});

export type Measured = z.output<typeof schema>;

export const MEASURED_FILE = new URL('measured.json', import.meta.url);

/** @throws where the file is not what `bench:cost` writes */
export function readMeasured(file: URL | string = MEASURED_FILE): Measured {
  const result = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (result.success) return result.data;
  throw new Error(
    `${String(file)}: ${z.prettifyError(result.error)}\nnpm run bench:cost -- --measured FILE writes one`,
  );
}

const OWES = /#pending = (:\w+)/;

/** What a write makes its record owe; undefined where it leaves that as it was, or nothing is owed then. */
function pendingBy({ body }: WireCall): string | undefined {
  const write = JSON.parse(body) as {
    Item?: { pending?: { S?: string } };
    UpdateExpression?: string;
    ExpressionAttributeValues?: Record<string, { S?: string }>;
  };
  if (write.Item !== undefined) return write.Item.pending?.S;
  const placeholder = OWES.exec(write.UpdateExpression ?? '')?.[1];
  return placeholder === undefined ? undefined : write.ExpressionAttributeValues?.[placeholder]?.S;
}

/** Told apart by the word alone: a number behind it would say which of several keys holds the record. */
const kindIn = (pending: string): string => pending.replace(/-\d+$/, '');

/** How often records came to owe something, by what they owed, for each of so many resets. */
export function pendingIn(calls: readonly WireCall[], resets: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) {
    if (call.status !== 200 || !['PutItem', 'UpdateItem'].includes(call.operation)) continue;
    const pending = pendingBy(call);
    if (pending === undefined) continue;
    const debt = kindIn(pending);
    counts[debt] = (counts[debt] ?? 0) + 1 / resets;
  }
  return counts;
}
