import { type DirectoryName, LDAP_KINDS } from '../../operations/fields.ts';
import { integer, list, oneOf, type Parsed, passwordHash, text, unless, url, type Variable } from '../variables.ts';

/** What people may type as a user ID of the built-in directory. Its login reads them too. */
export const userNames = { USER_ID_CASE: oneOf('exact', 'fold'), ADDRESS_AS_USER_ID: oneOf('yes', 'no') };

const users = { DIRECTORY: oneOf('built-in'), USERS_TABLE: text, ...userNames };

/** For a directory that notes its changes there. */
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
  LDAP_USER_ID_ATTRIBUTES: list,
  LDAP_DOMAIN: unless('none', text),
  ADDRESS_AS_USER_ID: oneOf('yes', 'no'),
  LDAP_MAIL_ATTRIBUTES: list,
  LDAP_FILTER: unless('none', text),
  LDAP_CERTIFICATE_AUTHORITY: unless('public', text),
  ...resetTable,
};

/**
 * Variables that belong to each directory, beside those of the function that uses it. `lookup` finds accounts and
 * finds out how an interrupted change ended; `change` also sets a password.
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

/** Parsed variables of a use of a directory. */
export type DirectoryEnvironmentOf<Name extends DirectoryName, Use extends DirectoryUse> = Parsed<Shape<Name, Use>>;

/** Variables that the stack gives to a function for a use of its directory. */
export type DirectoryVariablesOf<Name extends DirectoryName, Use extends DirectoryUse> = {
  readonly DIRECTORY: Name;
} & Record<keyof Shape<Name, Use> & string, string>;
