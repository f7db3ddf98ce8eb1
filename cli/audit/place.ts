import { GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SecretsManagerPeppers } from '../../functions/adapters/secrets/key-versions.ts';
import type { Pepper } from '../../functions/domain/digest.ts';
import { auditLogGroups, secretNames, tableNames } from '../../lib/stage-names.ts';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { settingsOfStage } from '../../lib/settings/stages/index.ts';
import { regionOf } from '../../lib/settings/stages/index.ts';
import { laptop } from '../../lib/settings/stages/laptop.ts';
import type { Arguments } from '../ops/arguments.ts';
import { Clients, readEndpoints, runningLaptop } from '../ops/clients.ts';
import { UsageError } from '../ops/outcome.ts';
import { CloudWatchLogs } from './cloudwatch-logs.ts';
import { LogFiles } from './log-files.ts';
import type { Trail } from './trail.ts';
import { ofLaptop } from '../../lib/instructions.ts';

/** Options that select the trail. */
export const PLACE_OPTIONS = {
  stage: { type: 'string' },
  endpoints: { type: 'string' },
  logs: { type: 'string' },
} as const;

/** Place of the trail and its keys: a stage on AWS, the laptop cloud, or a folder of log files. */
export class Place {
  readonly #stage: string | undefined;
  readonly #logs: string | undefined;
  readonly #clients: Clients;
  readonly #now: Date;
  readonly #progress: (line: string) => void;

  /** With `--logs` the trail is in files, and a stage has only the keys. */
  constructor(given: Arguments, now: Date, progress: (line: string) => void) {
    const [stage, logs] = [given.option('stage'), given.option('logs')];
    // With --stage or --logs a running laptop cloud is not used: its keys belong to its own trail.
    const isAnywhere = stage === undefined && logs === undefined;
    const running = isAnywhere ? runningLaptop() : undefined;
    const file = given.option('endpoints') ?? running;
    const endpoints = file === undefined ? undefined : readEndpoints(file);
    this.#stage = stage ?? (endpoints && laptop.stage);
    this.#logs = logs ?? endpoints?.logs;
    this.#clients = new Clients(endpoints, stage === undefined ? undefined : regionOf(stage));
    this.#now = now;
    this.#progress = progress;
  }

  /**
   * Returns the trail.
   *
   * @throws {@link UsageError} where no option selects one and no laptop cloud is running
   */
  trail(): Trail {
    if (this.#logs !== undefined) return new LogFiles(this.#logs, this.#now, this.#progress);
    const { stage, directory } = this.#settings();
    return new CloudWatchLogs(`stage ${stage}`, this.#clients.cloudWatchLogs, {
      logGroups: auditLogGroups(stage, directory),
      progress: this.#progress,
    });
  }

  /**
   * Returns the keys of the digests of user IDs. Reading them needs a separate right: the trail itself names no user.
   */
  async subjectKeys(): Promise<readonly Pepper[]> {
    const id = secretNames(this.#settings().stage).auditSubject;
    const clock = { now: () => this.#now };
    const keys = new SecretsManagerPeppers(this.#clients.secretsManager, id, clock, 'audit-subject');
    const [current, previous] = [await keys.current(), await keys.previous()];
    return previous === undefined ? [current] : [current, previous];
  }

  /**
   * Returns a version of the key of the MACs, also one from before the last rotations while a staging label keeps it.
   * Anyone who can read them could forge events. Undefined if there is no such version.
   */
  async macKey(version: string): Promise<Pepper | undefined> {
    const SecretId = secretNames(this.#settings().stage).auditMac;
    try {
      const { SecretString: text } = await this.#clients.secretsManager.send(
        new GetSecretValueCommand({ SecretId, VersionId: version }),
      );
      return text === undefined ? undefined : { version, key: Buffer.from(text, 'utf8') };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  get documents(): DynamoDBDocumentClient {
    return this.#clients.documents;
  }

  get tables(): ReturnType<typeof tableNames> {
    return tableNames(this.#settings().stage);
  }

  get directory(): DirectoryName {
    return this.#settings().directory;
  }

  /** Returns the ARN of the caller, or a login name on a laptop. */
  administrator(): Promise<string> {
    return this.#clients.administrator();
  }

  destroy(): void {
    this.#clients.destroy();
  }

  #settings(): Settings {
    if (this.#stage === undefined)
      throw new UsageError('--stage', `is missing; name the stage${ofLaptop(', or run `npm start` on a laptop')}`);
    return settingsOfStage(this.#stage);
  }
}
