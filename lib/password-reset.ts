import { Annotations, Duration, Stack, Tags } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AccessLogs } from './constructs/access-logs.ts';
import { Api } from './constructs/api.ts';
import { ApiFirewall, protectBy } from './constructs/api-firewall.ts';
import { AuditArchive } from './constructs/audit-archive.ts';
import { AuditCheckpoints } from './constructs/audit-checkpoints.ts';
import { AuditQueries } from './constructs/audit-queries.ts';
import { directoryOf } from './constructs/directory-of.ts';
import { DnsRecords } from './constructs/dns-records.ts';
import { Encryption } from './constructs/encryption.ts';
import { EventPublishing } from './constructs/event-publishing.ts';
import { Functions } from './constructs/functions.ts';
import { HostedPages } from './constructs/hosted-pages.ts';
import { MailEvents } from './constructs/mail-events.ts';
import { MailSending } from './constructs/mail-sending.ts';
import { Observability } from './constructs/observability/observability.ts';
import { RedeliverySchedule } from './constructs/redelivery-schedule.ts';
import { Releases } from './constructs/releases.ts';
import { ResetTable } from './constructs/reset-table.ts';
import { Secrets } from './constructs/secrets.ts';
import { SettingsRecord } from './constructs/settings-record.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import { checkLimits } from './limits/check-limits.ts';
import type { AlarmTopics, DirectorySecret, PasswordResetProps, RecordToPublish } from './password-reset-props.ts';
import { settingsOf } from './settings-of-construct.ts';
import { examplesIn, exampleWarning } from './settings/placeholders.ts';
import type { Settings } from './settings/schema.ts';
import { documentAt } from './instructions.ts';

/**
 * Self-service password reset. One app may have several, each with a `stage` of its own: names of resources begin with
 * it.
 *
 * ```text
 * browser ──▶ CloudFront ──▶ pages
 *                 │ /v1/*
 *                 ▼
 *            WAF, API ──▶ a function per operation ──▶ reset table ──stream──▶ mail consumer ──▶ SES
 *                             │                            │         └───────▶ audit consumer ──▶ trail ──▶ archive, bus
 *                             ▼                            ├──pending mails─▶ redelivery, every minute ──▶ SES
 *                   users, sessions, secrets               ◀── mail events ◀── event bus ◀── outcome of mails ── SES
 * ```
 */
export class PasswordReset extends Construct {
  /** Origin of the hosted pages. */
  readonly siteUrl: string;
  /** URL of the API with its stage path, without a slash at the end. */
  readonly apiUrl: string;
  readonly api: RestApi;
  readonly distribution: Distribution;
  /** Table of the requests. Its items are no interface: a release may change them. */
  readonly table: Table;
  /** Log groups with audit events, the trail first. */
  readonly auditLogGroups: readonly LogGroup[];
  /** SNS topics of the alarms by severity. Undefined where `alarms` is false. */
  readonly alarmTopics: AlarmTopics | undefined;
  readonly pepperSecretName: string;
  /** Name of the secret that takes the secret key of the captcha. */
  readonly captchaSecretName: string;
  /** Secret of the directories `ldap` and `webhook`. Undefined with other directories. */
  readonly directorySecret: DirectorySecret | undefined;
  /** DNS records outside of the hosted zone, for you to publish. */
  readonly dnsRecords: readonly RecordToPublish[];
  readonly #secrets: Secrets;

  /** @throws `SettingsError` that names every wrong setting, with the fix */
  constructor(scope: Construct, id: string, props: PasswordResetProps) {
    super(scope, id);
    const settings = settingsOf(this, props);
    checkLimits(this, settings);
    this.#tag(settings.tags);
    this.#warnOfExamples(settings);
    if (settings.retainData && !settings.deletionProtection) {
      Annotations.of(this).addWarningV2(
        'password-reset:deletionProtection',
        `deletionProtection is off. Set it to true once the first deployment has succeeded: ${documentAt('guides/first-deployment.md')}`,
      );
    }

    const encryption = new Encryption(this, 'Encryption', settings, props.kmsKey);
    const resets = new ResetTable(this, 'Resets', settings, encryption);
    const directory = directoryOf(this, 'Directory', { settings, encryption, resets });
    const secrets = new Secrets(this, 'Secrets', settings, encryption);
    const mail = new MailSending(this, 'Mail', settings);
    const accessLogs = settings.accessLogs ? new AccessLogs(this, 'AccessLogs', settings).bucket : undefined;
    const pages = new HostedPages(this, 'Pages', settings, encryption, accessLogs);

    const allowedOrigins = [...new Set([pages.url, ...settings.allowedOrigins])];
    const hostnames = [pages.hostname, ...settings.allowedOrigins.map((origin) => new URL(origin).hostname)];

    const functions = new Functions(this, 'Functions', {
      settings,
      encryption,
      resets,
      directory,
      secrets,
      mail,
      siteUrl: pages.url,
      captchaHostnames: [...new Set(hostnames)].join(','),
      allowedOrigins: allowedOrigins.join(','),
    });
    const api = new Api(this, 'Api', {
      settings,
      encryption,
      functions: functions.operations,
      siteUrl: pages.url,
      allowedOrigins,
    });
    pages.publish(api, secrets.origin);
    const { stageArn } = api.restApi.deploymentStage;
    if (settings.waf)
      new ApiFirewall(this, 'Firewall', { settings, encryption, secrets, stageArn, siteUrl: pages.url });
    const { apiWebAclArn } = settings;
    if (apiWebAclArn !== undefined) protectBy(this, apiWebAclArn, stageArn);
    const { distribution } = pages;
    const dns = new DnsRecords(this, 'Dns', { settings, distribution, apiHost: api.ownHost, mail: mail.dnsRecords });

    const stream = { settings, encryption, streamArn: resets.streamArn };
    const mailStream = new StreamConsumer(this, 'MailStream', {
      ...stream,
      consumer: functions.mailConsumer,
      batchSize: 10,
      pendingOnly: true,
    });
    const auditStream = new StreamConsumer(this, 'AuditStream', {
      ...stream,
      consumer: functions.auditConsumer,
      batchSize: 100,
      batchingWindow: Duration.seconds(settings.auditBatchingSeconds),
    });
    const record = functions.settingsRecord.lambda;
    new SettingsRecord(this, 'SettingsRecord', { settings, siteUrl: pages.url, apiUrl: api.url, record });
    new AuditCheckpoints(this, 'AuditCheckpoints', settings, functions.auditCheckpoint.target);
    new RedeliverySchedule(this, 'Redelivery', functions.redelivery.target);
    const archive =
      settings.auditArchive === 'off'
        ? undefined
        : new AuditArchive(this, 'AuditArchive', {
            settings,
            encryption,
            functions,
            ...(accessLogs && { accessLogs }),
          });
    const { logGroup: trail } = functions.auditConsumer;
    const events =
      settings.eventBus === 'off' ? undefined : new EventPublishing(this, 'Events', { settings, encryption, trail });
    const { configurationSetName } = mail;
    const mailEvents = new MailEvents(this, 'MailEvents', {
      settings,
      encryption,
      consumer: functions.mailEvents,
      configurationSetName,
    });

    this.auditLogGroups = functions.audited.map(({ logGroup }) => logGroup);
    new AuditQueries(this, 'AuditQueries', { stage: settings.stage, logGroups: this.auditLogGroups });
    const { releaseAlarms, topics } = new Observability(this, 'Observability', {
      settings,
      encryption,
      functions,
      restApi: api.restApi,
      resets,
      directory,
      mailStream,
      auditStream,
      mailEvents,
      ...(archive && { archive }),
      ...(events && { events }),
    });
    new Releases(this, 'Releases', { settings, functions, releaseAlarms });

    this.siteUrl = pages.url;
    this.apiUrl = api.url;
    this.api = api.restApi;
    this.distribution = distribution;
    this.table = resets.table;
    this.alarmTopics = topics;
    this.pepperSecretName = secrets.pepperName;
    this.captchaSecretName = secrets.captchaName;
    this.directorySecret = directory.secret;
    this.dnsRecords = dns.toPublish;
    this.#secrets = secrets;
  }

  /** Grants the right to put the captcha's secret key. The grantee cannot read it. */
  grantPutCaptchaSecret(grantee: IGrantable): Grant {
    return this.#secrets.grantPutCaptcha(grantee);
  }

  /** Grants the rights to query the audit events in CloudWatch Logs, without those that name a user in them. */
  grantQueryAudit(grantee: IGrantable): Grant {
    const query = Grant.addToPrincipal({
      grantee,
      actions: ['logs:StartQuery'],
      resourceArns: this.auditLogGroups.map(({ logGroupArn }) => logGroupArn),
    });
    // They name a query and no log group.
    const actions = ['logs:GetQueryResults', 'logs:StopQuery'];
    return query.combine(Grant.addToPrincipal({ grantee, actions, resourceArns: ['*'] }));
  }

  /** An app of yours may be there to read the template. */
  #warnOfExamples(settings: Settings): void {
    for (const example of examplesIn(settings)) Annotations.of(this).addWarningV2(exampleWarning(example), example);
  }

  /** Tags the parts, unless the whole stack has these tags. */
  #tag(tags: Readonly<Record<string, string>>): void {
    const ofStack = Stack.of(this).tags.tagValues();
    for (const [key, value] of Object.entries(tags)) if (ofStack[key] !== value) Tags.of(this).add(key, value);
  }
}
