import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { UserDirectory } from '../../ports.ts';

/** Clients that a function has already; a directory that needs one shares its connections. */
export interface SharedClients {
  readonly documents: DynamoDBDocumentClient;
  readonly secrets: SecretsManagerClient;
}

/**
 * How a directory is made for each use of it, from the environment that is checked then. `directory-<name>.ts` exports one as
 * `directory`; who imports `#directory` gets that of the stage, and a bundle carries no other (lib/constructs/function-code.ts).
 */
export interface DirectoryComposition {
  /** Finds accounts and tells what became of a change. */
  lookup(clients: SharedClients): UserDirectory;
  /** Changes a password and tells what became of it. */
  change(clients: SharedClients): UserDirectory;
}
