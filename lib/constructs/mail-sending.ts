import { Stack } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { Access } from './access.ts';

/**
 * The sender's domain as an SES identity (its DKIM records are to be put in that domain's DNS) and the configuration set
 * that every mail goes through: mail is handed over by TLS alone, and addresses that bounced or complained are left alone.
 */
export class MailSending extends Construct {
  readonly configurationSetName: string;
  readonly #identityArn: string;
  readonly #configurationSetArn: string;
  readonly #senderAddress: string;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.#senderAddress = settings.senderAddress;
    this.configurationSetName = `password-reset-${settings.stage}`;
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: this.configurationSetName,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      reputationMetrics: true,
    });
    const domain = settings.senderAddress.slice(settings.senderAddress.lastIndexOf('@') + 1);
    const identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain), configurationSet });
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    this.#identityArn = arn('identity', identity.emailIdentityName);
    this.#configurationSetArn = arn('configuration-set', configurationSet.configurationSetName);
  }

  /** Sends from the sender's address alone. */
  send(): Access<{ SENDER_ADDRESS: string; SES_CONFIGURATION_SET: string }> {
    return {
      variables: { SENDER_ADDRESS: this.#senderAddress, SES_CONFIGURATION_SET: this.configurationSetName },
      statements: [
        {
          actions: ['ses:SendEmail'],
          resources: [this.#identityArn, this.#configurationSetArn],
          conditions: { StringEquals: { 'ses:FromAddress': this.#senderAddress } },
        },
      ],
    };
  }
}
