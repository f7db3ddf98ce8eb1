import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { UsageError } from './outcome.ts';

const endpointsSchema = z.object({
  dynamodb: z.url(),
  secretsManager: z.url().optional(),
  ses: z.url().optional(),
  sts: z.url().optional(),
  site: z.url().optional(),
  cloudWatchLogs: z.url().optional(),
  /** A folder with a `<function>.jsonl` for each function, where a cloud has no CloudWatch Logs. */
  logs: z.string().optional(),
});

/** Where a cloud other than AWS listens: what `npm start` writes to `endpoints.json`. */
export type Endpoints = z.output<typeof endpointsSchema>;

/** @throws {@link UsageError} where there is no such file, or it is not one of endpoints */
export function readEndpoints(file: string): Endpoints {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError('--endpoints', 'there is no such file; a running `npm start` writes .local/endpoints.json');
  }
  try {
    return endpointsSchema.parse(JSON.parse(text));
  } catch {
    throw new UsageError('--endpoints', 'must be a JSON file that names at least "dynamodb", with URLs as values');
  }
}

/** Milliseconds. A person waits at the terminal, but a scan may be throttled for a while. */
const CALLS = { maxAttempts: 5, requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 } };

/** Region and credentials of a cloud that asks for none. */
const LOCAL = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** The clients of AWS, or of another cloud by its endpoints; each is made when it is first used. */
export class Clients {
  readonly endpoints: Endpoints | undefined;
  readonly #made = new Map<string, { destroy(): void }>();

  constructor(endpoints?: Endpoints) {
    this.endpoints = endpoints;
  }

  get documents(): DynamoDBDocumentClient {
    return this.#once('dynamodb', (place) =>
      DynamoDBDocumentClient.from(new DynamoDBClient(place), { marshallOptions: { removeUndefinedValues: true } }),
    );
  }

  get secretsManager(): SecretsManagerClient {
    return this.#once('secretsManager', (place) => new SecretsManagerClient(place));
  }

  get cloudWatchLogs(): CloudWatchLogsClient {
    return this.#once('cloudWatchLogs', (place) => new CloudWatchLogsClient(place));
  }

  get ses(): SESv2Client {
    return this.#once('ses', (place) => new SESv2Client(place));
  }

  /** Who is at work, as AWS knows the caller; the login name where the other cloud has no STS. */
  async administrator(): Promise<string> {
    if (this.endpoints !== undefined && this.endpoints.sts === undefined) return `local:${userInfo().username}`;
    const { Arn } = await this.#once('sts', (place) => new STSClient(place)).send(new GetCallerIdentityCommand({}));
    if (Arn === undefined) throw new Error('STS names no caller');
    return Arn;
  }

  destroy(): void {
    for (const client of this.#made.values()) client.destroy();
  }

  #once<Client extends { destroy(): void }>(
    service: keyof Endpoints,
    make: (place: typeof CALLS & { endpoint?: string }) => Client,
  ): Client {
    const known = this.#made.get(service);
    if (known !== undefined) return known as Client;
    const client = make(this.#place(service));
    this.#made.set(service, client);
    return client;
  }

  #place(service: keyof Endpoints): typeof CALLS & { endpoint?: string } {
    if (this.endpoints === undefined) return CALLS;
    const endpoint = this.endpoints[service];
    if (endpoint === undefined) throw new UsageError('--endpoints', `the file names no "${service}"`);
    return { ...CALLS, ...LOCAL, endpoint };
  }
}

/** What a read brings of an item: these attributes, and no other leaves the table. */
export const projectionOf = (names: readonly string[]) => ({
  ProjectionExpression: names.map((name) => `#${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
});
