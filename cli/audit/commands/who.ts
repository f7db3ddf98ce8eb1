import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { DynamoDbOrderStore } from '../../../functions/adapters/dynamodb/order-store.ts';
import { administrationOrder } from '../../../functions/domain/administration.ts';
import { keyIdOf, type Pepper, subjectDigest } from '../../../functions/domain/digest.ts';
import { projectionOf } from '../../ops/clients.ts';
import { facts } from '../../ops/outcome.ts';
import { checkedReason } from '../../ops/reason.ts';
import { referenceIn } from '../../ops/reference.ts';
import type { Command } from '../command.ts';
import type { Place } from '../place.ts';
import { SUBJECT } from '../queries/query.ts';
import { commandLine } from '../../../lib/instructions.ts';

export const who: Command = {
  usage: 'DIGEST|REFERENCE --reason TEXT',
  summary: 'names the user behind a digest or a reference of the trail',
  details: `DIGEST is the subject in a row of a query, REFERENCE the string on the page and in the mail. The command first
records in the trail that you asked, and why (identity_lookup_ordered). Then it reads the requests in the
table, which are kept for recordRetentionDays, and with the built-in directory all user IDs.

  --reason TEXT    your reason, for the trail, 3 to 200 characters: a ticket or an incident; no personal data`,
  options: { reason: { type: 'string' } },
  positionals: [1, 1],
  async run({ place, now, progress }, given) {
    const [name = ''] = given.positionals;
    const asked = SUBJECT.pattern.test(name) ? { digest: name } : { reference: referenceIn(name, 'DIGEST|REFERENCE') };
    const reason = checkedReason(given.option('reason'));
    const keys = await place.subjectKeys();
    await record(place, now, asked, reason);
    const found = await inRequests(place, asked, progress);
    if (found === undefined && asked.digest !== undefined && place.directory === 'built-in')
      return answer(await inDirectory(place, keys, asked.digest, progress), asked);
    return answer(found, asked);
  },
};

type Asked =
  | { readonly digest: string; readonly reference?: never }
  | { readonly reference: string; readonly digest?: never };

interface Found {
  readonly userId?: string;
  /** Of a request for the user IDs of an address. */
  readonly address?: string;
  /** User ID as the directory has it; absent if no account was found when the mail was due. */
  readonly account?: string;
}

function answer(found: Found | undefined, asked: Asked) {
  if (found === undefined) {
    const hint =
      asked.digest === undefined
        ? 'The request has expired. Run the query request with this reference, and ask for the subject of its events.'
        : 'Its request has expired, or the key of the digests was rotated twice since. Ask for the reference of one of ' +
          'its events.';
    return { text: `Nobody found. ${hint}`, found: true };
  }
  const { userId, account, address } = found;
  const known = {
    ...(userId !== undefined && { 'User ID': userId }),
    ...(account !== undefined && account !== userId && { Account: account }),
    ...(address !== undefined && { Address: address }),
  };
  const next = account ?? userId;
  const steps = next === undefined ? '' : `\n\nNext: ${commandLine('ops', `users disable ${next}`)}`;
  return { text: `${facts(known)}${steps}`, found: false };
}

/** Records the lookup before it is made, so that the trail shows everyone who asked. */
async function record(place: Place, at: Date, asked: Asked, reason: string): Promise<void> {
  const by = await place.administrator();
  const about = asked.digest === undefined ? `${asked.reference}: ` : '';
  const order = administrationOrder('identity_lookup_ordered', {
    at,
    by,
    reason: `${about}${reason}`,
    ...(asked.digest !== undefined && { subject: asked.digest }),
  });
  await new DynamoDbOrderStore(place.documents, place.tables.resets).record(order);
}

async function inRequests(place: Place, asked: Asked, progress: (line: string) => void): Promise<Found | undefined> {
  const [attribute, value] = asked.digest === undefined ? ['reference', asked.reference] : ['subject', asked.digest];
  const projection = projectionOf(['userId', 'email', 'account']);
  let read = 0;
  const pages = paginateScan(
    { client: place.documents },
    {
      TableName: place.tables.resets,
      ...projection,
      FilterExpression: '#asked = :asked AND #kind IN (:reset, :reminder)',
      ExpressionAttributeNames: { ...projection.ExpressionAttributeNames, '#asked': attribute, '#kind': 'kind' },
      ExpressionAttributeValues: { ':asked': value, ':reset': 'reset', ':reminder': 'reminder' },
    },
  );
  for await (const { Items = [], ScannedCount = 0 } of pages) {
    const [item] = Items as { userId?: string; email?: string; account?: string }[];
    const { userId, email: address, account } = item ?? {};
    if (item !== undefined)
      return {
        ...(userId !== undefined && { userId }),
        ...(address !== undefined && { address }),
        ...(account !== undefined && { account }),
      };
    progress(`${(read += ScannedCount)} items read …`);
  }
  return undefined;
}

/** Looks for the user ID whose digest it is, with each kept key. */
async function inDirectory(
  place: Place,
  keys: readonly Pepper[],
  digest: string,
  progress: (line: string) => void,
): Promise<Found | undefined> {
  let read = 0;
  const pages = paginateScan(
    { client: place.documents },
    { TableName: place.tables.users, ...projectionOf(['userId']) },
  );
  for await (const { Items = [] } of pages) {
    for (const { userId } of Items as { userId?: string }[])
      if (userId !== undefined && keys.some((key) => subjectDigest(key, userId) === digest))
        return { userId, account: userId };
    progress(`${(read += Items.length)} users read with keys ${keys.map(keyIdOf).join(', ')} …`);
  }
  return undefined;
}
