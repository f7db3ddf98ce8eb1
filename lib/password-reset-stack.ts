import { Annotations, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccessLogs } from './constructs/access-logs.ts';
import { Api } from './constructs/api.ts';
import { ApiFirewall, protectBy } from './constructs/api-firewall.ts';
import { AuditArchive } from './constructs/audit-archive.ts';
import { AuditCheckpoints } from './constructs/audit-checkpoints.ts';
import { AuditQueries } from './constructs/audit-queries.ts';
import { directoryOf } from './constructs/directory-of.ts';
import { DnsRecords } from './constructs/dns-records.ts';
import { Encryption } from './constructs/encryption.ts';
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
import type { Settings } from './settings/schema.ts';
import { auditLogGroups } from './stage-names.ts';

export interface PasswordResetStackProps extends StackProps {
  readonly settings: Settings;
}

/**
 * ```text
 * browser ──▶ CloudFront ──▶ pages
 *                 │ /v1/*
 *                 ▼
 *            WAF, API ──▶ a function per operation ──▶ reset table ──stream──▶ mail consumer ──▶ SES
 *                             │                            │         └───────▶ audit consumer ──▶ trail ──▶ archive
 *                             ▼                            ├──pending mails─▶ redelivery, every minute ──▶ SES
 *                   users, sessions, secrets               ◀── mail events ◀── event bus ◀── outcome of mails ── SES
 * ```
 */
export class PasswordResetStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: PasswordResetStackProps) {
    super(scope, id, {
      description: `Self-service password reset by an e-mailed one-time password (${settings.stage})`,
      env: { account: settings.account, region: settings.region },
      terminationProtection: settings.deletionProtection,
      tags: settings.tags,
      ...props,
    });
    if (settings.retainData && !settings.deletionProtection) {
      Annotations.of(this).addWarningV2(
        'password-reset:deletionProtection',
        'deletionProtection is off. Set it to true once the first deployment has succeeded: docs/guides/first-deployment.md',
      );
    }

    const encryption = new Encryption(this, 'Encryption', settings);
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
    new DnsRecords(this, 'Dns', { settings, distribution, apiHost: api.ownHost, mail: mail.dnsRecords });

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
    new SettingsRecord(this, 'SettingsRecord', { settings, siteUrl: pages.url, record });
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
    const { configurationSetName } = mail;
    const mailEvents = new MailEvents(this, 'MailEvents', {
      settings,
      encryption,
      consumer: functions.mailEvents,
      configurationSetName,
    });

    new AuditQueries(this, 'AuditQueries', {
      stage: settings.stage,
      logGroups: functions.audited.map(({ logGroup }) => logGroup),
    });
    const { releaseAlarms } = new Observability(this, 'Observability', {
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
    });
    new Releases(this, 'Releases', { settings, functions, releaseAlarms });

    new CfnOutput(this, 'SiteUrl', { value: pages.url, description: 'The hosted pages' });
    new CfnOutput(this, 'ApiUrl', { value: api.url, description: 'The API, with its stage path' });
    new CfnOutput(this, 'AuditLogGroups', {
      value: auditLogGroups(settings.stage, settings.directory).join(','),
      description: 'Log groups with audit events: the trail first, then the functions that record refusals and logins',
    });
    new CfnOutput(this, 'PepperSecretName', { value: secrets.pepperName });
    new CfnOutput(this, 'CaptchaSecretName', {
      value: secrets.captchaName,
      description: 'Put the secret key of the captcha here (reCAPTCHA Enterprise: an API key)',
    });
  }
}
