import { Aws, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { senderDomainOf } from '../settings/domain-names.ts';
import type { Settings } from '../settings/schema.ts';
import type { Access } from './access.ts';

/** A DNS record without which mail does not arrive, or not as ours. */
export interface MailRecord {
  readonly id: string;
  /** The domain that it belongs to. */
  readonly domain: string;
  /** In full, without a dot at the end. */
  readonly name: string;
  readonly type: 'CNAME' | 'MX' | 'TXT';
  readonly value: string;
}

/**
 * The sender's domain as an SES identity (`dnsRecords` are to be in that domain's DNS) and the configuration set
 * that every mail goes through: mail is handed over by TLS alone, SES's suppression list leaves addresses alone that bounced or
 * complained, and the default event bus, the only one that SES takes, is told what becomes of each mail.
 */
export class MailSending extends Construct {
  readonly configurationSetName: string;
  readonly dnsRecords: readonly MailRecord[];
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
    configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    const domain = senderDomainOf(settings);
    const { mailFromDomain } = settings;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      configurationSet,
      mailFromDomain,
    });
    this.dnsRecords = [...dkim(domain, identity), ...(mailFromDomain === undefined ? [] : mailFrom(mailFromDomain))];
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

const dkim = (domain: string, { dkimRecords }: EmailIdentity): MailRecord[] =>
  dkimRecords.map(({ name, value }, index) => ({ id: `Dkim${index + 1}`, domain, name, type: 'CNAME', value }));

/** What SES asks for: bounces come back to it, and SPF says that it may send. */
const mailFrom = (domain: string): MailRecord[] => [
  {
    id: 'MailFromMx',
    domain,
    name: domain,
    type: 'MX',
    value: `10 feedback-smtp.${Aws.REGION}.amazonses.com`,
  },
  { id: 'MailFromSpf', domain, name: domain, type: 'TXT', value: '"v=spf1 include:amazonses.com ~all"' },
];
