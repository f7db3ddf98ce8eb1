import type { Construct } from 'constructs';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { BuiltInDirectory } from './built-in-directory.ts';
import { CognitoDirectory } from './cognito-directory.ts';
import type { Directory, DirectoryProps } from './directory.ts';
import { LdapDirectory } from './ldap-directory.ts';
import { WebhookDirectory } from './webhook-directory.ts';

type DirectoryConstruct = new (scope: Construct, id: string, props: DirectoryProps) => Directory;

/** A choice of the settings that has no construct is a compile error. */
const CONSTRUCTS: { readonly [Name in DirectoryName]: DirectoryConstruct } = {
  'built-in': BuiltInDirectory,
  cognito: CognitoDirectory,
  webhook: WebhookDirectory,
  ldap: LdapDirectory,
};

/** Makes the directory that the settings name. */
export const directoryOf = (scope: Construct, id: string, props: DirectoryProps): Directory =>
  new CONSTRUCTS[props.settings.directory](scope, id, props);
