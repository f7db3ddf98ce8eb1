import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { ItemAction, ItemPrefix } from '../../functions/runtime/capability.ts';
import type { Settings } from '../settings/schema.ts';
import { tableNames } from '../stage-names.ts';
import { type Access, permission, together } from './access.ts';
import type { Encryption } from './encryption.ts';
import { removalPolicyOf } from './removal.ts';

const PENDING_INDEX = 'pending';

/**
 * Requests, account budgets, source limits and used captcha tokens. The table is the outbox too: its stream carries
 * each step to the consumers, and the sparse index `pending` finds the mails that are still pending should the stream
 * fail.
 *
 * `expiresAt` (epoch seconds) only tidies up: DynamoDB deletes late, so every write checks the expiry itself.
 */
export class ResetTable extends Construct {
  readonly table: Table;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, settings: Settings, encryption: Encryption) {
    super(scope, id);
    this.#encryption = encryption;
    this.table = new Table(this, 'Table', {
      tableName: tableNames(settings.stage).resets,
      partitionKey: { name: 'key', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expiresAt',
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      ...encryption.ofTable,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: settings.deletionProtection,
      removalPolicy: removalPolicyOf(settings),
    });
    this.table.addGlobalSecondaryIndex({
      indexName: PENDING_INDEX,
      partitionKey: { name: 'pending', type: AttributeType.STRING },
      sortKey: { name: 'pendingAt', type: AttributeType.NUMBER },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  /** Grants exactly these actions, each on items whose key starts with its prefix. */
  allow(rules: { readonly [Prefix in ItemPrefix]?: readonly ItemAction[] }): Access<{ RESET_TABLE: string }> {
    const statements = Object.entries(rules).map(([prefix, actions]) => ({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [this.table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${prefix}*`] } },
    }));
    const { tableName } = this.table;
    return together({ variables: { RESET_TABLE: tableName }, statements }, this.#encryption.useTable(tableName));
  }

  /** Finds the mails that are pending. The index holds keys alone. */
  queryPending(): Access {
    return together(
      permission(['dynamodb:Query'], [`${this.table.tableArn}/index/${PENDING_INDEX}`]),
      this.#encryption.useTable(this.table.tableName),
    );
  }

  /** Grants what an event source mapping needs; the mapping names the stream itself. */
  readStream(): Access {
    return together(
      permission(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [this.streamArn]),
      // Listing comes before a stream is chosen, so it is asked for this table and not for one of its streams.
      permission(['dynamodb:ListStreams'], [`${this.table.tableArn}/stream/*`]),
      this.#encryption.useTable(this.table.tableName),
    );
  }

  get streamArn(): string {
    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined) throw new Error('The reset table has no stream');
    return tableStreamArn;
  }
}
