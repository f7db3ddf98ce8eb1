import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { REFUSAL_ATTRIBUTES } from '../../functions/runtime/directories/refusal-attributes.ts';
import type { ItemAction } from '../../functions/runtime/capability.ts';
import type { DirectoryVariablesOf } from '../../functions/runtime/directories/variables.ts';
import type { Settings } from '../settings/schema.ts';
import { tableNames } from '../stage-names.ts';
import { type Access, together, variables } from './access.ts';
import type { Directory, DirectoryProps, LoginRight } from './directory.ts';
import type { Encryption } from './encryption.ts';
import { removalPolicyOf } from './removal.ts';

/** Key of the table of users. */
const KEY = ['pk', 'sk'];

const named = variables({ DIRECTORY: 'built-in' });

/**
 * Users and sessions of the built-in directory. Users hold password hashes; sessions hold only digests of their
 * tokens.
 */
export class BuiltInDirectory extends Construct implements Directory {
  readonly users: Table;
  readonly sessions: Table;
  // A lookup shows how a change ended, so settling needs nothing more.
  readonly allow = {
    lookup: () => this.#lookup(),
    change: () => this.#change(),
    settle: () => variables({}),
    refuse: () => this.#refuse(),
  };
  readonly #settings: Settings;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, { settings, encryption }: DirectoryProps) {
    super(scope, id);
    this.#settings = settings;
    this.#encryption = encryption;
    const kept = {
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...encryption.ofTable,
      deletionProtection: settings.deletionProtection,
      removalPolicy: removalPolicyOf(settings),
    };
    this.users = new Table(this, 'Users', {
      ...kept,
      tableName: tableNames(settings.stage).users,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    // No point-in-time recovery, because it would restore sessions that had been ended.
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

  allowLogin({ on, actions }: LoginRight): Access<Record<string, string>> {
    return on === 'users' ? this.#items(actions) : this.#allowSessions(actions);
  }

  /** Reads users by ID and by address. */
  #lookup(): Access<DirectoryVariablesOf<'built-in', 'lookup'>> {
    return together(named, this.#names(), this.#users(['GetItem', 'Query']));
  }

  /** Writes what refuses a reported password, and no password (R23). */
  #refuse(): Access<{ USERS_TABLE: string }> {
    const conditions = {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['USER#*'] },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...KEY, ...REFUSAL_ATTRIBUTES] },
      // Another value would return attributes that the call does not name.
      StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
    };
    return this.#users(['UpdateItem'], conditions);
  }

  #change(): Access<DirectoryVariablesOf<'built-in', 'change'>> {
    const { passwordHash, passwordHistory } = this.#settings;
    const hashing = variables({ PASSWORD_HASH: passwordHash, PASSWORD_HISTORY: String(passwordHistory) });
    return together(named, this.#names(), this.#items(['GetItem', 'UpdateItem']), hashing);
  }

  /** What people may type as a user ID. */
  #names() {
    const { userIdCase = 'exact', addressAsUserId = false } = this.#settings;
    return variables({ USER_ID_CASE: userIdCase, ADDRESS_AS_USER_ID: addressAsUserId ? 'yes' : 'no' });
  }

  /** Exactly these actions on the items of users, which excludes the index of addresses. */
  #items(actions: readonly ItemAction[]): Access<{ USERS_TABLE: string }> {
    const conditions = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['USER#*'] } };
    return this.#users(actions, conditions);
  }

  #allowSessions(actions: readonly ItemAction[]): Access<{ SESSIONS_TABLE: string }> {
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
