import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import type { Settings } from '../settings/schema.ts';
import type { Access } from './access.ts';
import { BuiltInDirectory } from './built-in-directory.ts';
import { CognitoDirectory } from './cognito-directory.ts';
import type { Encryption } from './encryption.ts';
import { LdapDirectory } from './ldap-directory.ts';
import type { Network } from './password-reset-function.ts';
import type { ResetTable } from './reset-table.ts';
import { WebhookDirectory } from './webhook-directory.ts';

/** What the stack asks of every directory. A construct narrows the variables to `DirectoryVariablesOf<its name, …>`. */
export interface Directory {
  /** Finding accounts: for the mail consumer and the redelivery. */
  allowLookup(): Access<{ DIRECTORY: string }>;
  /** What settling an interrupted change takes beside that: for the redelivery. */
  allowSettlement(): Access;
  /** Changing a password, and what became of it: for complete-reset. */
  allowChange(): Access<{ DIRECTORY: string }>;
  /** Where it keeps accounts in tables of this stack. */
  readonly tables: readonly Table[];
  /** The private network that it can be reached from; absent where it is reached from anywhere. */
  readonly network?: Network;
}

export interface DirectoryProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  /** For a directory that notes in it what it changes. */
  readonly resets: ResetTable;
}

type DirectoryConstruct = new (scope: Construct, id: string, props: DirectoryProps) => Directory;

/** A choice of the settings that has no construct is a compile error. */
const CONSTRUCTS: { readonly [Name in DirectoryName]: DirectoryConstruct } = {
  'built-in': BuiltInDirectory,
  cognito: CognitoDirectory,
  webhook: WebhookDirectory,
  ldap: LdapDirectory,
};

/** The directory that the settings name. */
export const directoryOf = (scope: Construct, id: string, props: DirectoryProps): Directory =>
  new CONSTRUCTS[props.settings.directory](scope, id, props);
