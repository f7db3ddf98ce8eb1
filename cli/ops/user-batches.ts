import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  BatchWriteCommand,
  type BatchWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { addressKey, userKeys } from '../../functions/adapters/directories/built-in/users.ts';
import { projectionOf } from './clients.ts';
import type { Context } from './command.ts';
import { type User, USER_ATTRIBUTES } from './user-items.ts';

/** Keys in one read, and items in one write: limits of DynamoDB. */
const READ = 100;
const WRITTEN = 25;

/** Tries of a batch of which the table was too busy for a part, with a longer pause before each. */
const TRIES = 8;

/** With the key, by which the answer is put in order. */
const PROJECTION = projectionOf(['pk', ...USER_ATTRIBUTES]);

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>;

/** Many users of the built-in directory at a time. An import calls DynamoDB once for each user, and not three times. */
export class UserBatches {
  readonly #client: Context['clients']['documents'];
  readonly #table: string;
  readonly #userIdCase: 'exact' | 'fold';

  constructor({ clients, tables }: Pick<Context, 'clients' | 'tables'>, userIdCase: 'exact' | 'fold') {
    this.#client = clients.documents;
    this.#table = tables.users;
    this.#userIdCase = userIdCase;
  }

  /** Returns the user of each ID, in the same order. */
  async find(userIds: readonly string[]): Promise<(User | undefined)[]> {
    const keys = userIds.map((userId) => userKeys(userId, { userIdCase: this.#userIdCase }));
    const distinct = [...new Map(keys.flat().map((key) => [key.pk, key])).values()];
    const found = new Map<string, User>();
    for (const Keys of slices(distinct, READ)) {
      let wanted: BatchGetCommandInput['RequestItems'] = {
        [this.#table]: { Keys, ConsistentRead: true, ...PROJECTION },
      };
      await untilDone(async () => {
        const { Responses, UnprocessedKeys = {} } = await this.#client.send(
          new BatchGetCommand({ RequestItems: wanted }),
        );
        for (const { pk, ...user } of Responses?.[this.#table] ?? []) found.set(String(pk), user as User);
        wanted = UnprocessedKeys;
        return Object.keys(UnprocessedKeys).length === 0;
      });
    }
    return keys.map((ofUser) => ofUser.map(({ pk }) => found.get(pk)).find((user) => user !== undefined));
  }

  /** Writes the addresses of users into the index. A repeat completes an interrupted run. */
  async indexAddresses(users: readonly Pick<User, 'userId' | 'addresses'>[]): Promise<void> {
    const entries = users.flatMap(({ userId, addresses }) =>
      addresses.map((address) => ({
        PutRequest: { Item: { pk: addressKey(address), sk: `USER#${userId}`, userId } },
      })),
    );
    await Promise.all(slices(entries, WRITTEN).map((slice) => this.#write({ [this.#table]: slice })));
  }

  #write(requests: Requests): Promise<void> {
    let left = requests;
    return untilDone(async () => {
      const { UnprocessedItems = {} } = await this.#client.send(new BatchWriteCommand({ RequestItems: left }));
      left = UnprocessedItems;
      return Object.keys(left).length === 0;
    });
  }
}

async function untilDone(attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (await attempt()) return;
    await sleep(50 * 2 ** tries);
  }
  throw new Error('the table was too busy at every try; try again');
}

const slices = <Entry>(entries: readonly Entry[], length: number): Entry[][] =>
  Array.from({ length: Math.ceil(entries.length / length) }, (_, index) =>
    entries.slice(index * length, (index + 1) * length),
  );
