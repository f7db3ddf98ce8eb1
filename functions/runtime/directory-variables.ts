import { type DirectoryName, LDAP_KINDS } from '../operations/fields.ts';
import { integer, list, oneOf, type Parsed, passwordHash, text, unless, url, type Variable } from './variables.ts';

const users = { DIRECTORY: oneOf('built-in'), USERS_TABLE: text };

/** For a directory that notes in it what it changes. */
const resetTable = { RESET_TABLE: text };

const userPool = { DIRECTORY: oneOf('cognito'), USER_POOL_ID: text, ...resetTable };

const webhook = {
  DIRECTORY: oneOf('webhook'),
  WEBHOOK_URL: url,
  WEBHOOK_SECRET_ARN: text,
  WEBHOOK_ALLOWED_NETWORKS: (variable: string) => list(variable).filter((network) => network !== 'none'),
};

const ldap = {
  DIRECTORY: oneOf('ldap'),
  LDAP_URLS: list,
  LDAP_BASE_DN: text,
  LDAP_BIND_DN: text,
  LDAP_BIND_SECRET_ARN: text,
  LDAP_KIND: oneOf(...LDAP_KINDS),
  LDAP_USER_ID_ATTRIBUTE: text,
  LDAP_MAIL_ATTRIBUTES: list,
  LDAP_FILTER: unless('none', text),
  LDAP_CERTIFICATE_AUTHORITY: unless('public', text),
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
    Record<string, Variable> & Record<'DIRECTORY', Variable<Name>>
  >;
};

export type DirectoryUse = 'lookup' | 'change';

type Shape<Name extends DirectoryName, Use extends DirectoryUse> = (typeof directoryEnvironments)[Name][Use];

/** The parsed variables of a use of a directory. */
export type DirectoryEnvironmentOf<Name extends DirectoryName, Use extends DirectoryUse> = Parsed<Shape<Name, Use>>;

/** The variables that the stack has to give to a function for a use of its directory. */
export type DirectoryVariablesOf<Name extends DirectoryName, Use extends DirectoryUse> = {
  readonly DIRECTORY: Name;
} & Record<keyof Shape<Name, Use> & string, string>;
