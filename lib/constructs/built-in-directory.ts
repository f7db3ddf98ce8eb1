import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { DirectoryVariablesOf } from '../../functions/runtime/directory-variables.ts';
import type { Settings } from '../settings/schema.ts';
import { tableNames } from '../stage-names.ts';
import { type Access, together, variables } from './access.ts';
import type { Directory, DirectoryProps } from './directory.ts';
import type { Encryption } from './encryption.ts';
import { removalPolicyOf } from './removal.ts';

type UserAction = 'GetItem' | 'UpdateItem';
type SessionAction = 'GetItem' | 'PutItem' | 'DeleteItem';

const named = variables({ DIRECTORY: 'built-in' });

/** The users and sessions of the built-in directory. Users hold password hashes, sessions only digests of their tokens. */
export class BuiltInDirectory extends Construct implements Directory {
  readonly users: Table;
  readonly sessions: Table;
  readonly #settings: Settings;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, { settings, encryption }: DirectoryProps) {
    super(scope, id);
    this.#settings = settings;
    this.#encryption = encryption;
    const kept = {
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...encryption.ofTable,
      deletionProtection: settings.retainData,
      removalPolicy: removalPolicyOf(settings),
    };
    this.users = new Table(this, 'Users', {
      ...kept,
      tableName: tableNames(settings.stage).users,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    // No point-in-time recovery: a restored session would be one that had been ended.
    this.sessions = new Table(this, 'Sessions', {
      ...kept,
      tableName: tableNames(settings.stage).sessions,
      partitionKey: { name: 'key', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
    });
  }

  get tables(): readonly Table[] {
    return [this.users, this.sessions];
  }

  /** Reads users by ID and by address, to know where mail may go. */
  allowLookup(): Access<DirectoryVariablesOf<'built-in', 'lookup'>> {
    return together(named, this.#users(['GetItem', 'Query']));
  }

  /** Reading the user tells what became of a change. */
  allowSettlement(): Access {
    return { variables: {}, statements: [] };
  }

  allowChange(): Access<DirectoryVariablesOf<'built-in', 'change'>> {
    const history = variables({ PASSWORD_HISTORY: String(this.#settings.passwordHistory) });
    return together(named, this.allowUsers('GetItem', 'UpdateItem'), this.hashing(), history);
  }

  /** What new passwords are hashed with. */
  hashing(): Access<{ PASSWORD_HASH: string }> {
    return variables({ PASSWORD_HASH: this.#settings.passwordHash });
  }

  /** Exactly these actions on the items of users, which excludes the index of addresses. */
  allowUsers(...actions: UserAction[]): Access<{ USERS_TABLE: string }> {
    const conditions = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['USER#*'] } };
    return this.#users(actions, conditions);
  }

  allowSessions(...actions: SessionAction[]): Access<{ SESSIONS_TABLE: string }> {
    const statement = {
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [this.sessions.tableArn],
    };
    const { tableName } = this.sessions;
    const access = { variables: { SESSIONS_TABLE: tableName }, statements: [statement] };
    return together(access, this.#encryption.useTable(tableName));
  }

  #users(actions: readonly string[], conditions?: Record<string, unknown>): Access<{ USERS_TABLE: string }> {
    const statement = {
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [this.users.tableArn],
      ...(conditions && { conditions }),
    };
    const { tableName } = this.users;
    const access = { variables: { USERS_TABLE: tableName }, statements: [statement] };
    return together(access, this.#encryption.useTable(tableName));
  }
}
