import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { UserItem } from '../../functions/adapters/directories/built-in/directory.ts';
import type { AccountBudget } from '../../functions/domain/account-budget.ts';
import { digest } from '../../functions/domain/digest.ts';
import type { LoginAttempts } from '../../functions/domain/login-delay.ts';
import type { ResetRecord } from '../../functions/domain/reset-record.ts';
import type { Deployment, Started } from './deployment.ts';

/** Milliseconds to wait for the stream's consumers. */
const TIMEOUT = 120_000;

const HOUR = 3600;

const fromNow = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

type Named = Pick<Started, 'resetId'>;

/**
 * Reads and changes the items of a deployment's tables, past the API. Tests let time pass by changing stored
 * instants.
 */
export class StoredItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #stage: string | undefined;
  readonly #tables: Promise<readonly string[]>;

  /** @param stage whose tables are meant, where there are several */
  constructor(url: string, stage?: string) {
    this.#stage = stage;
    const client = new DynamoDBClient({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    this.#client = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    this.#tables = client.send(new ListTablesCommand({})).then(({ TableNames = [] }) => TableNames);
    // `#table` awaits the promise and reports its error.
    this.#tables.catch(() => {});
  }

  /** Reads a record; `undefined` if there is none, or if it has expired and was deleted. */
  async reset({ resetId }: Named): Promise<ResetRecord | undefined> {
    return (await this.#read('resets', { key: resetKeyOf(resetId) })) as ResetRecord | undefined;
  }

  /** Waits until nothing is pending for a record: its mail was sent, or never will be. */
  async settled(started: Named): Promise<ResetRecord> {
    const record = await this.settledWithin(TIMEOUT, started);
    if (record === undefined) throw new Error(`a request was still pending after ${TIMEOUT} ms`);
    return record;
  }

  /** As {@link settled}, for at most so many milliseconds; `undefined` if something is pending by then. */
  async settledWithin(milliseconds: number, started: Named): Promise<ResetRecord | undefined> {
    const deadline = Date.now() + milliseconds;
    while (Date.now() < deadline) {
      const record = await this.reset(started);
      if (record !== undefined && record.pending === undefined) return record;
      await sleep(20);
    }
    return undefined;
  }

  /** Changes a record past the service; no consumer takes the change for a step. */
  async changeReset({ resetId }: Named, change: Partial<ResetRecord>): Promise<void> {
    await this.#change('resets', { key: resetKeyOf(resetId) }, change);
  }

  /** Puts any item into the table of requests. */
  async putReset(item: { readonly key: string } & Record<string, unknown>): Promise<void> {
    await this.#put('resets', item);
  }

  /** Ends the cooldown of a request. */
  async endCooldown(started: Named): Promise<void> {
    await this.changeReset(started, { resendAt: fromNow(0) });
  }

  /** Sets every expiry of a request to one second ago; the record stays. */
  async expire(started: Named): Promise<void> {
    const past = fromNow(-1);
    await this.changeReset(started, { openUntil: past, codeExpiresAt: past, resetTokenExpiresAt: past });
  }

  /** Ends the cooldown of an account, so that another request may bring a mail. */
  async endAccountCooldown(userId: string): Promise<void> {
    const budget = await this.budget(userId);
    if (budget === undefined) return;
    const issues = budget.issues.map((issue) => ({ ...issue, at: issue.at - 61 }));
    await this.#change('resets', { key: budgetKeyOf(userId) }, { budget: { ...budget, issues } });
  }

  async budget(userId: string): Promise<AccountBudget | undefined> {
    const item = await this.#read('resets', { key: budgetKeyOf(userId) });
    return item?.['budget'] as AccountBudget | undefined;
  }

  /** Gives accounts the budget of a new one, so that tests can be repeated within an hour. */
  async renewBudgets(...userIds: readonly string[]): Promise<void> {
    const budget: AccountBudget = { issues: [], guessesSinceSuccess: 0, succeededAt: fromNow(0) };
    for (const userId of userIds) await this.#change('resets', { key: budgetKeyOf(userId) }, { budget, version: 1 });
  }

  /** Forgets the mails that an address got in this hour. */
  async renewAddress(address: string): Promise<void> {
    const hour = Math.floor(fromNow(0) / HOUR);
    await this.#change('resets', { key: `LIMIT#address#${digest(address)}#${hour}` }, { calls: 0 });
  }

  /** Sets the guesses since the account's last success, with no code in the last day. */
  async spendBudget(userId: string, guessesSinceSuccess: number): Promise<void> {
    const budget: AccountBudget = { issues: [], guessesSinceSuccess, succeededAt: fromNow(0) };
    await this.#change('resets', { key: budgetKeyOf(userId) }, { budget, version: 1 });
  }

  /** Moves the codes of an account so many hours into the past. */
  async ageBudget(userId: string, hours: number): Promise<void> {
    const budget = await this.budget(userId);
    if (budget === undefined) throw new Error(`${userId} has no budget`);
    const issues = budget.issues.map((issue) => ({ ...issue, at: issue.at - hours * HOUR }));
    await this.#change('resets', { key: budgetKeyOf(userId) }, { budget: { ...budget, issues } });
  }

  /** Ends the delay of an account's logins, so that tests can be repeated. */
  async renewLogins(userId: string): Promise<void> {
    await this.#change('resets', { key: loginKeyOf(userId) }, { attempts: { ...NO_ATTEMPTS, at: 0 }, version: 1 });
  }

  /** Moves the failed logins of an account so many seconds into the past. */
  async ageLogins(userId: string, seconds: number): Promise<void> {
    const item = await this.#read('resets', { key: loginKeyOf(userId) });
    const attempts = item?.['attempts'] as LoginAttempts | undefined;
    if (attempts === undefined) throw new Error(`${userId} has no failed login`);
    await this.#change('resets', { key: loginKeyOf(userId) }, { attempts: { ...attempts, at: attempts.at - seconds } });
  }

  /** Reads the number of calls counted against a source in the present hour. */
  async callsFrom(bucket: string, source: string): Promise<number> {
    const hour = Math.floor(fromNow(0) / HOUR);
    return Number((await this.#read('resets', { key: `LIMIT#${bucket}#${source}#${hour}` }))?.['calls'] ?? 0);
  }

  /** Adds a user with one address; the status may be one that only other directories have. */
  async putUser(userId: string, address: string, status: string): Promise<void> {
    const user = { pk: `USER#${userId}`, sk: 'USER', userId, status, addresses: [address], passwordHash: 'none' };
    await this.#put('users', user);
    await this.#put('users', { pk: `ADDRESS#${address}`, sk: `USER#${userId}`, userId });
  }

  async user(userId: string): Promise<UserItem | undefined> {
    return (await this.#read('users', { pk: `USER#${userId}`, sk: 'USER' })) as UserItem | undefined;
  }

  async setStatus(userId: string, status: UserItem['status']): Promise<void> {
    await this.#change('users', { pk: `USER#${userId}`, sk: 'USER' }, { status });
  }

  async #table(name: 'resets' | 'users'): Promise<string> {
    const end = this.#stage === undefined ? `-${name}` : `-${this.#stage}-${name}`;
    const table = (await this.#tables).find((candidate) => candidate.endsWith(end));
    if (table === undefined) throw new Error(`there is no table whose name ends with ${end}`);
    return table;
  }

  async #read(table: 'resets' | 'users', Key: Record<string, string>): Promise<Record<string, unknown> | undefined> {
    const TableName = await this.#table(table);
    const { Item } = await this.#client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item;
  }

  async #put(table: 'resets' | 'users', Item: Record<string, unknown>): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: await this.#table(table), Item }));
  }

  async #change(table: 'resets' | 'users', Key: Record<string, string>, change: object): Promise<void> {
    const entries = Object.entries(change);
    await this.#client.send(
      new UpdateCommand({
        TableName: await this.#table(table),
        Key,
        UpdateExpression: `SET ${entries.map((_entry, index) => `#n${index} = :v${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#n${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], index) => [`:v${index}`, value])),
      }),
    );
  }
}

const loginKeyOf = (userId: string): string => `LOGIN#${digest(`account USER#${userId}`)}`;
const NO_ATTEMPTS = { change: '', logins: 0, provenAt: 0, debt: 0, inARow: 0 };
const resetKeyOf = (resetId: string): string => `RESET#${digest(resetId)}`;
const budgetKeyOf = (userId: string): string => `BUDGET#${digest(userId)}`;

/**
 * Returns the stored items of a deployment. If its endpoints name no `dynamodb`, returns `undefined`, and a line on
 * stderr names the test (or, from a hook, the file) that did not look inside.
 */
export function lookInside({ endpoints }: Deployment): StoredItems | undefined {
  const url: string | undefined = endpoints.dynamodb;
  if (url !== undefined) return new StoredItems(url, endpoints.stage);
  const { currentTestName, testPath } = expect.getState();
  process.stderr.write(`NOT LOOKED AT: ${currentTestName ?? testPath ?? ''} (the endpoints name no "dynamodb")\n`);
  return undefined;
}
