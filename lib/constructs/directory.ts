import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { DirectoryName } from '../../functions/schemas.ts';
import type { Settings } from '../settings.ts';
import type { Access } from './access.ts';
import { BuiltInDirectory } from './built-in-directory.ts';
import type { Encryption } from './encryption.ts';
import { WebhookDirectory } from './webhook-directory.ts';

/** What the stack asks of every directory. A construct narrows the variables to `DirectoryVariablesOf<its name, …>`. */
export interface Directory {
  /** Finding accounts, and what became of a change: for the mail consumer and the redelivery. */
  allowLookup(): Access<{ DIRECTORY: string }>;
  /** Changing a password, and what became of it: for complete-reset. */
  allowChange(): Access<{ DIRECTORY: string }>;
  /** Where it keeps accounts in tables of this stack. */
  readonly tables: readonly Table[];
}

type DirectoryConstruct = new (scope: Construct, id: string, settings: Settings, encryption: Encryption) => Directory;

/** A choice of the settings that has no construct is a compile error. */
const CONSTRUCTS: { readonly [Name in DirectoryName]: DirectoryConstruct } = {
  'built-in': BuiltInDirectory,
  webhook: WebhookDirectory,
};

/** The directory that the settings name. */
export const directoryOf = (scope: Construct, id: string, settings: Settings, encryption: Encryption): Directory =>
  new CONSTRUCTS[settings.directory](scope, id, settings, encryption);
