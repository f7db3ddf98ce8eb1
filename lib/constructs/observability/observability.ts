import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { FunctionName } from '../../../functions/operations/index.ts';
import type { Settings } from '../../settings/schema.ts';
import type { AuditArchive } from '../audit-archive.ts';
import type { Directory } from '../directory.ts';
import type { Encryption } from '../encryption.ts';
import type { EventPublishing } from '../event-publishing.ts';
import type { Functions } from '../functions.ts';
import type { MailEvents } from '../mail-events.ts';
import type { ResetTable } from '../reset-table.ts';
import type { StreamConsumer } from '../stream-consumer.ts';
import { abuseAlarms } from './abuse-alarms.ts';
import { archiveAlarms } from './archive-alarms.ts';
import { AlarmBook } from './alarm-book.ts';
import type { AlarmTopics } from './alarm-topics.ts';
import { Counts } from './counts.ts';
import { Dashboard } from './dashboard.ts';
import { deliveryAlarms } from './delivery-alarms.ts';
import { eventAlarms } from './event-alarms.ts';
import { IncidentQueries } from './incident-queries.ts';
import { type ReleaseAlarms, stepAlarms } from './step-alarms.ts';
import { trailAlarms } from './trail-alarms.ts';

export interface ObservabilityProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  readonly functions: Functions;
  readonly restApi: RestApi;
  readonly resets: ResetTable;
  readonly directory: Directory;
  readonly mailStream: StreamConsumer;
  readonly auditStream: StreamConsumer;
  readonly mailEvents: MailEvents;
  /** Absent where the stage has no archive. */
  readonly archive?: AuditArchive;
  /** Absent where the stage sends no events to a bus. */
  readonly events?: EventPublishing;
}

/** Alarms, one or more for each section of docs/guides/runbook.md, and, where the stage has one, the dashboard. */
export class Observability extends Construct {
  /** Alarms that roll a release back. */
  readonly releaseAlarms: ReleaseAlarms;
  /** Undefined where the stage has no alarms. */
  readonly topics: AlarmTopics | undefined;

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const { settings, functions, restApi, resets, directory } = props;
    const counts = new Counts(settings.stage);
    const book = settings.alarms ? new AlarmBook(this, 'Alarms', settings) : undefined;
    this.topics = book?.topics;
    const releaseAlarms = new Map<FunctionName, readonly Alarm[]>();
    if (book !== undefined) {
      const steps = stepAlarms(book, counts, {
        functions,
        restApi,
        table: resets.table,
        profile: settings.profile,
      });
      const background = deliveryAlarms(book, counts, props);
      for (const [name, alarms] of [...steps, ...background]) releaseAlarms.set(name, alarms);
      abuseAlarms(book, counts, settings, functions);
      trailAlarms(book, settings);
      if (props.archive !== undefined) archiveAlarms(book, props.archive);
      if (props.events !== undefined) eventAlarms(book, props.events);
      const logGroups = functions.audited.map(({ logGroup }) => logGroup);
      if (settings.incidentQueries)
        new IncidentQueries(this, 'IncidentQueries', book, {
          stage: settings.stage,
          encryption: props.encryption,
          logGroups,
        });
    }
    this.releaseAlarms = releaseAlarms;
    if (!settings.dashboard) return;
    const tables = [resets.table, ...directory.tables];
    new Dashboard(this, 'Dashboard', { ...props, tables, ...(book && { alarms: book.alarms }) });
  }
}
