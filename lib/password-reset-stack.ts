import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PasswordReset } from './password-reset.ts';
import { examplesIn, exampleWarning } from './settings/placeholders.ts';
import type { Settings } from './settings/schema.ts';
import { auditLogGroups } from './stage-names.ts';

export interface PasswordResetStackProps extends StackProps {
  readonly settings: Settings;
}

/** Stack of a stage, `PasswordReset-<stage>`, with the outputs that the commands and the guides name. */
export class PasswordResetStack extends Stack {
  readonly reset: PasswordReset;

  constructor(scope: Construct, id: string, { settings, ...props }: PasswordResetStackProps) {
    super(scope, id, {
      description: `Self-service password reset by an e-mailed one-time password (${settings.stage})`,
      env: { account: settings.account, region: settings.region },
      terminationProtection: settings.deletionProtection,
      tags: settings.tags,
      ...props,
    });
    // CDK leaves the ID `Default` out of logical IDs, which must stay the same from release to release.
    this.reset = new PasswordReset(this, 'Default', settings);
    // The app of the stages refuses examples, but in stages for trials and where it is told to allow them.
    for (const example of examplesIn(settings)) Annotations.of(this).acknowledgeWarning(exampleWarning(example));
    const { siteUrl, apiUrl, alarmTopics, directorySecret, dnsRecords } = this.reset;

    this.#output('SiteUrl', siteUrl, 'The hosted pages');
    this.#output('ApiUrl', apiUrl, 'The API, with its stage path');
    this.#output(
      'AuditLogGroups',
      auditLogGroups(settings.stage, settings.directory).join(','),
      'Log groups with audit events: the trail first, then the functions that record refusals and logins',
    );
    new CfnOutput(this, 'PepperSecretName', { value: this.reset.pepperSecretName });
    this.#output(
      'CaptchaSecretName',
      this.reset.captchaSecretName,
      'Put the secret key of the captcha here (reCAPTCHA Enterprise: an API key)',
    );
    if (directorySecret !== undefined) {
      this.#output(directorySecret.output, directorySecret.name, directorySecret.description);
    }
    if (alarmTopics !== undefined) {
      this.#output('PageTopicArn', alarmTopics.page.topicArn, 'Topic of alarms with the severity page');
      this.#output('TicketTopicArn', alarmTopics.ticket.topicArn, 'Topic of alarms with the severity ticket');
    }
    for (const { part, record } of dnsRecords) this.#output(`Dns${part}`, record, 'Publish this DNS record');
  }

  #output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
