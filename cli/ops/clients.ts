import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { UsageError } from './outcome.ts';
import { ofLaptop } from '../../lib/instructions.ts';

const endpointsSchema = z.object({
  dynamodb: z.url(),
  secretsManager: z.url().optional(),
  ses: z.url().optional(),
  sts: z.url().optional(),
  site: z.url().optional(),
  cloudWatchLogs: z.url().optional(),
  /** Folder with a file `<function>.jsonl` for each function, for a cloud without CloudWatch Logs. */
  logs: z.string().optional(),
});

/** Endpoints of a cloud other than AWS, as the laptop cloud writes them to `endpoints.json`. */
export type Endpoints = z.output<typeof endpointsSchema>;

/** File that the laptop cloud writes while it runs. */
const RUNNING_LAPTOP = '.local/endpoints.json';

/** Returns the endpoints file of a laptop cloud that runs in this folder; undefined if none does. */
export const runningLaptop = (): string | undefined => (existsSync(RUNNING_LAPTOP) ? RUNNING_LAPTOP : undefined);

/**
 * Reads a file of endpoints.
 *
 * @throws {@link UsageError} where the file is missing or has another format
 */
export function readEndpoints(file: string): Endpoints {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(
      '--endpoints',
      `there is no such file${ofLaptop('; a running `npm start` writes .local/endpoints.json')}`,
    );
  }
  try {
    return endpointsSchema.parse(JSON.parse(text));
  } catch {
    throw new UsageError('--endpoints', 'must be a JSON file that names at least "dynamodb", with URLs as values');
  }
}

/**
 * Retries and timeouts (milliseconds) of the clients. A user waits at the terminal, but a scan may be throttled for a
 * while.
 */
const CALLS = { maxAttempts: 5, requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 } };

/** Region and credentials for a cloud that does not check them. */
const LOCAL = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Clients of AWS, or of another cloud by its endpoints. Each is created when it is first used. */
export class Clients {
  readonly endpoints: Endpoints | undefined;
  readonly #region: string | undefined;
  readonly #made = new Map<string, { destroy(): void }>();
  #administrator: Promise<string> | undefined;

  /** @param region of AWS; left out, it is that of the environment or the profile */
  constructor(endpoints?: Endpoints, region?: string) {
    this.endpoints = endpoints;
    this.#region = region;
  }

  get documents(): DynamoDBDocumentClient {
    return this.#once('dynamodb', (options) =>
      DynamoDBDocumentClient.from(new DynamoDBClient(options), { marshallOptions: { removeUndefinedValues: true } }),
    );
  }

  get secretsManager(): SecretsManagerClient {
    return this.#once('secretsManager', (options) => new SecretsManagerClient(options));
  }

  get cloudWatchLogs(): CloudWatchLogsClient {
    return this.#once('cloudWatchLogs', (options) => new CloudWatchLogsClient(options));
  }

  get ses(): SESv2Client {
    return this.#once('ses', (options) => new SESv2Client(options));
  }

  /** Returns the ARN of the caller, or `local:<login name>` for a cloud without STS. It is asked for once. */
  administrator(): Promise<string> {
    return (this.#administrator ??= this.#caller());
  }

  async #caller(): Promise<string> {
    if (this.endpoints !== undefined && this.endpoints.sts === undefined) return `local:${userInfo().username}`;
    const { Arn } = await this.#once('sts', (options) => new STSClient(options)).send(new GetCallerIdentityCommand({}));
    if (Arn === undefined) throw new Error('STS returned no caller');
    return Arn;
  }

  destroy(): void {
    for (const client of this.#made.values()) client.destroy();
  }

  #once<Client extends { destroy(): void }>(
    service: keyof Endpoints,
    make: (options: typeof CALLS & { endpoint?: string; region?: string }) => Client,
  ): Client {
    const known = this.#made.get(service);
    if (known !== undefined) return known as Client;
    const client = make(this.#options(service));
    this.#made.set(service, client);
    return client;
  }

  #options(service: keyof Endpoints): typeof CALLS & { endpoint?: string; region?: string } {
    if (this.endpoints === undefined) return { ...CALLS, ...(this.#region !== undefined && { region: this.#region }) };
    const endpoint = this.endpoints[service];
    if (endpoint === undefined) throw new UsageError('--endpoints', `the file names no "${service}"`);
    return { ...CALLS, ...LOCAL, endpoint };
  }
}

/** Returns the parameters of a read that gets only these attributes of an item. */
export const projectionOf = (names: readonly string[]) => ({
  ProjectionExpression: names.map((name) => `#${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
});
