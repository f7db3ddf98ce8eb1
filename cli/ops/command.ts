import { DynamoDbDeployedSettings } from '../../functions/adapters/dynamodb/deployed-settings.ts';
import { SecretsManagerPeppers } from '../../functions/adapters/secrets/key-versions.ts';
import { type DeployedSettings, readDeployedSettings } from '../../lib/settings/deployed.ts';
import { secretNames, tableNames } from '../../lib/stage-names.ts';
import type { Clients } from './clients.ts';
import type { Arguments, Usage } from './arguments.ts';
import type { Outcome } from './outcome.ts';

/** Stage, clients and terminal that a command works with. */
export interface Context {
  readonly stage: string;
  /**
   * Reads the settings of the last deployment, once.
   *
   * @throws if the stage was last deployed by a version that did not record them
   */
  readonly settings: () => Promise<DeployedSettings>;
  readonly tables: ReturnType<typeof tableNames>;
  readonly secrets: ReturnType<typeof secretNames>;
  readonly clients: Clients;
  /** Keys of the digests by which the audit trail names users and addresses. */
  readonly subjectKeys: SecretsManagerPeppers;
  readonly now: () => Date;
  /** Prints one line about the progress of a long command, never a result. */
  readonly progress: (line: string) => void;
  /** Asks on the terminal. Returns undefined where there is no terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

export function contextOf(
  stage: string,
  clients: Clients,
  { err, ask }: { err: (text: string) => void; ask: Context['ask'] },
): Context {
  const tables = tableNames(stage);
  const secrets = secretNames(stage);
  const now = () => new Date();
  let settings: Promise<DeployedSettings> | undefined;
  let keys: SecretsManagerPeppers | undefined;
  return {
    stage,
    settings: () => (settings ??= settingsOf(stage, clients, tables.resets)),
    tables,
    secrets,
    clients,
    get subjectKeys() {
      return (keys ??= new SecretsManagerPeppers(
        clients.secretsManager,
        secrets.auditSubject,
        { now },
        'audit-subject',
      ));
    },
    now,
    progress: (line) => err(`${line}\n`),
    ask,
  };
}

async function settingsOf(stage: string, clients: Clients, table: string): Promise<DeployedSettings> {
  const text = await new DynamoDbDeployedSettings(clients.documents, table).read();
  const settings = text === undefined ? undefined : readDeployedSettings(text);
  if (settings === undefined)
    throw new Error(
      `stage ${stage} has not recorded the settings that this command needs; deploy it with this version`,
    );
  // The origin of a cloud on a laptop depends on its ports.
  return { ...settings, siteUrl: clients.endpoints?.site ?? settings.siteUrl };
}

export interface Command extends Usage {
  /** Summary in one line. */
  readonly summary: string;
  /** Rest of the text of `--help`. */
  readonly details: string;
  run(context: Context, given: Arguments): Promise<Outcome>;
}
