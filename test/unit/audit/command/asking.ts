import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { who } from '../../../../cli/audit/commands/who.ts';
import type { Answer } from '../../../../cli/audit/command.ts';
import type { Place } from '../../../../cli/audit/place.ts';
import { parseArguments } from '../../../../cli/ops/arguments.ts';
import type { AdministrationRecord } from '../../../../functions/domain/administration.ts';
import type { Peppers } from '../../../../functions/ports.ts';
import { ADMINISTRATOR } from '../../../../testkit/fakes/caller.ts';

interface Item {
  readonly kind?: string;
  readonly subject?: string;
  readonly reference?: string;
  readonly userId?: string;
}

interface Call {
  readonly input: {
    readonly Item?: AdministrationRecord;
    readonly TableName: string;
    readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
    readonly ExpressionAttributeValues?: Readonly<Record<string, string>>;
  };
}

/** Runs `who` as an auditor. The tables are lists, and the orders that it records are kept. */
export class Asking {
  readonly orders: AdministrationRecord[] = [];
  readonly #tables: Readonly<Record<string, readonly Item[]>>;
  readonly #keys: Peppers;

  constructor(tables: { readonly resets: readonly Item[]; readonly users: readonly Item[] }, keys: Peppers) {
    this.#tables = tables;
    this.#keys = keys;
  }

  ask(...args: readonly string[]): Promise<Answer> {
    const place = {
      directory: 'built-in',
      documents: this.#documents(),
      tables: { resets: 'resets', users: 'users', sessions: 'sessions' },
      administrator: async () => ADMINISTRATOR,
      subjectKeys: () => this.#keys.latest(),
    } as unknown as Place;
    const context = { place, now: new Date('2026-11-24T00:00:00.000Z'), progress: () => {}, line: () => {} };
    return who.run(context, parseArguments(who, {}, args));
  }

  #documents(): DynamoDBDocumentClient {
    const send = async ({ constructor: { name }, input }: Call & object) => {
      if (name === 'GetCommand') return { Item: this.orders.at(-1) };
      if (name === 'PutCommand' && input.Item !== undefined) this.orders.push(input.Item);
      if (name !== 'ScanCommand') return {};
      const { '#asked': attribute } = input.ExpressionAttributeNames ?? {};
      const value = input.ExpressionAttributeValues?.[':asked'];
      const items = this.#tables[input.TableName] ?? [];
      return { Items: items.filter((item) => attribute === undefined || item[attribute as keyof Item] === value) };
    };
    // Pages are read only from a client of this class.
    return Object.assign(Object.create(DynamoDBDocumentClient.prototype) as DynamoDBDocumentClient, { send });
  }
}
