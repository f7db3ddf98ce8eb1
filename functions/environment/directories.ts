import * as z from 'zod/mini';
import { type DirectoryName, LDAP_KINDS } from '../schemas.ts';
import { integer, list, passwordHash, text, textOr, url } from './kinds.ts';

const users = { DIRECTORY: z.literal('built-in'), USERS_TABLE: text };

/** For a directory that notes in it what it changes. */
const resetTable = { RESET_TABLE: text };

const userPool = { DIRECTORY: z.literal('cognito'), USER_POOL_ID: text, ...resetTable };

const webhook = {
  DIRECTORY: z.literal('webhook'),
  WEBHOOK_URL: url,
  WEBHOOK_SECRET_ARN: text,
  WEBHOOK_ALLOWED_NETWORKS: z.pipe(
    list,
    z.transform((networks: string[]) => networks.filter((network) => network !== 'none')),
  ),
};

const ldap = {
  DIRECTORY: z.literal('ldap'),
  LDAP_URLS: list,
  LDAP_BASE_DN: text,
  LDAP_BIND_DN: text,
  LDAP_BIND_SECRET_ARN: text,
  LDAP_KIND: z.enum(LDAP_KINDS),
  LDAP_USER_ID_ATTRIBUTE: text,
  LDAP_MAIL_ATTRIBUTES: list,
  LDAP_FILTER: textOr('none'),
  LDAP_CERTIFICATE_AUTHORITY: textOr('public'),
  ...resetTable,
};

/**
 * What the functions that use the directory read beside their own variables. `lookup` finds accounts and tells what became of a
 * change; `change` sets a password and tells the same.
 */
export const directoryEnvironments = {
  'built-in': {
    lookup: users,
    change: { ...users, PASSWORD_HASH: passwordHash, PASSWORD_HISTORY: integer(0, 24) },
  },
  cognito: { lookup: userPool, change: userPool },
  webhook: { lookup: webhook, change: webhook },
  ldap: { lookup: ldap, change: ldap },
} as const satisfies {
  readonly [Name in DirectoryName]: Record<
    DirectoryUse,
    Record<string, z.ZodMiniType> & Record<'DIRECTORY', z.ZodMiniType<Name>>
  >;
};

export type DirectoryUse = 'lookup' | 'change';

type Shape<Name extends DirectoryName, Use extends DirectoryUse> = (typeof directoryEnvironments)[Name][Use];

/** The parsed variables of a use of a directory. */
export type DirectoryEnvironmentOf<Name extends DirectoryName, Use extends DirectoryUse> = {
  [Key in keyof Shape<Name, Use>]: z.output<Shape<Name, Use>[Key]>;
};

/** The variables that the stack has to give to a function for a use of its directory. */
export type DirectoryVariablesOf<Name extends DirectoryName, Use extends DirectoryUse> = {
  readonly DIRECTORY: Name;
} & Record<keyof Shape<Name, Use> & string, string>;
