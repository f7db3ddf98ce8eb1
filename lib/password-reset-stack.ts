import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Api } from './constructs/api.ts';
import { BuiltInDirectory } from './constructs/built-in-directory.ts';
import { Functions } from './constructs/functions.ts';
import { HostedPages } from './constructs/hosted-pages.ts';
import { MailSending } from './constructs/mail-sending.ts';
import { Observability } from './constructs/observability/observability.ts';
import { RedeliverySchedule } from './constructs/redelivery-schedule.ts';
import { Releases } from './constructs/releases.ts';
import { ResetTable } from './constructs/reset-table.ts';
import { Secrets } from './constructs/secrets.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import type { Settings } from './settings.ts';

export interface PasswordResetStackProps extends StackProps {
  readonly settings: Settings;
}

/**
 * ```text
 * pages ──▶ API ──▶ a function per operation ──▶ reset table ──stream──▶ mail consumer ──▶ SES
 *                        │                           │         └───────▶ audit consumer ──▶ its log
 *                        ▼                           └──owed mails────▶ redelivery, every minute ──▶ SES
 *              users, sessions, secrets
 * ```
 */
export class PasswordResetStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: PasswordResetStackProps) {
    super(scope, id, {
      description: `Self-service password reset by an e-mailed one-time password (${settings.stage})`,
      ...props,
    });

    const resets = new ResetTable(this, 'Resets', settings);
    const directory = new BuiltInDirectory(this, 'Directory', settings);
    const secrets = new Secrets(this, 'Secrets', settings);
    const mail = new MailSending(this, 'Mail', settings);
    const pages = new HostedPages(this, 'Pages', settings);

    const allowedOrigins = [...new Set([pages.url, ...settings.allowedOrigins])];
    const hostnames = [pages.hostname, ...settings.allowedOrigins.map((origin) => new URL(origin).hostname)];

    const functions = new Functions(this, 'Functions', {
      settings,
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
      functions: functions.operations,
      siteUrl: pages.url,
      allowedOrigins,
    });
    pages.publish(api.url);

    const { streamArn } = resets;
    const mailStream = new StreamConsumer(this, 'MailStream', {
      consumer: functions.mailConsumer,
      streamArn,
      batchSize: 10,
      owingOnly: true,
    });
    const auditStream = new StreamConsumer(this, 'AuditStream', {
      consumer: functions.auditConsumer,
      streamArn,
      batchSize: 100,
    });
    new RedeliverySchedule(this, 'Redelivery', functions.redelivery.target);

    const { releaseAlarms } = new Observability(this, 'Observability', {
      settings,
      functions,
      restApi: api.restApi,
      resets,
      directory,
      mailStream,
      auditStream,
    });
    new Releases(this, 'Releases', { settings, functions, releaseAlarms });

    new CfnOutput(this, 'SiteUrl', { value: pages.url, description: 'The hosted pages' });
    new CfnOutput(this, 'ApiUrl', { value: api.url, description: 'The API, with its stage path' });
    new CfnOutput(this, 'PepperSecretName', { value: secrets.pepperName });
    new CfnOutput(this, 'CaptchaSecretName', {
      value: secrets.captchaName,
      description: 'Put the secret key of the human check here (reCAPTCHA Enterprise: an API key)',
    });
  }
}
