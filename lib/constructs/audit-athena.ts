import { Aws } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { auditColumnType } from '../../cli/audit/athena.ts';
import { athenaNames } from '../stage-names.ts';
import { documentAt } from '../instructions.ts';

/** First day that the table has. The archive did not exist before. */
const FIRST_DAY = '2026/01/01';

/** Maximum data that one query may read, in bytes: 100 GB, half a dollar. */
const MOST_READ = 100_000_000_000;

/**
 * Athena table over the archive, and a workgroup that keeps results for a day in storage of Athena. A table costs
 * nothing; a query costs what it reads.
 */
export class AuditAthena extends Construct {
  constructor(scope: Construct, id: string, { stage, bucket }: { readonly stage: string; readonly bucket: IBucket }) {
    super(scope, id);
    const names = athenaNames(stage);
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: {
        name: names.database,
        description: `Audit archive of the password reset (${stage}): ${documentAt('guides/audit-guide.md')}`,
      },
    });
    const table = new CfnTable(this, 'Table', {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: names.database,
      tableInput: {
        name: names.table,
        description: 'A row for each line of the archive. An event that was delivered twice has two rows.',
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: [{ name: 'day', type: 'string', comment: 'Day (UTC) on which the archive got the event' }],
        // Partitions follow from the names of the folders, so that nothing has to add them.
        parameters: {
          classification: 'json',
          'projection.enabled': 'true',
          'projection.day.type': 'date',
          'projection.day.format': 'yyyy/MM/dd',
          'projection.day.range': `${FIRST_DAY},NOW`,
          'projection.day.interval': '1',
          'projection.day.interval.unit': 'DAYS',
          'storage.location.template': `s3://${bucket.bucketName}/events/\${day}/`,
        },
        storageDescriptor: {
          location: `s3://${bucket.bucketName}/events/`,
          columns: [{ name: 'audit', type: auditColumnType() }],
          inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          compressed: true,
          serdeInfo: {
            serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
            // A query fails on a broken line, rather than leave it out.
            parameters: { 'ignore.malformed.json': 'false', 'case.insensitive': 'true' },
          },
        },
      },
    });
    table.addResourceDependency(database);
    new CfnWorkGroup(this, 'WorkGroup', {
      name: names.workGroup,
      description: `Questions to the audit archive of the password reset (${stage})`,
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        managedQueryResultsConfiguration: { enabled: true },
        bytesScannedCutoffPerQuery: MOST_READ,
        // Athena charges nothing for its metrics.
        publishCloudWatchMetricsEnabled: true,
      },
    });
  }
}
