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

/** DNS record that mail needs to be delivered and to pass DKIM and SPF. */
export interface MailRecord {
  readonly id: string;
  /** Domain that the record belongs to. */
  readonly domain: string;
  /** Full name, without a dot at the end. */
  readonly name: string;
  readonly type: 'CNAME' | 'MX' | 'TXT';
  readonly value: string;
}

/**
 * SES identity of the sender's domain, whose DNS needs `dnsRecords`, unless SES has one already, and the configuration
 * set of every mail. With it SES delivers only with TLS, suppresses addresses that bounced or complained, and publishes
 * the outcome of each mail to the default event bus, the only one that SES supports.
 */
export class MailSending extends Construct {
  readonly configurationSetName: string;
  readonly dnsRecords: readonly MailRecord[];
  readonly #identitiesArn: string;
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
    this.dnsRecords = settings.senderIdentity === 'existing' ? [] : this.#identity(settings, configurationSet);
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    this.#identitiesArn = arn('identity', '*');
    this.#configurationSetArn = arn('configuration-set', configurationSet.configurationSetName);
  }

  /** Makes the identity of the sender's domain; returns the records that its DNS needs. */
  #identity(settings: Settings, configurationSet: ConfigurationSet): MailRecord[] {
    const domain = senderDomainOf(settings);
    const { mailFromDomain } = settings;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      configurationSet,
      mailFromDomain,
    });
    return [...dkim(domain, identity), ...(mailFromDomain === undefined ? [] : mailFrom(mailFromDomain))];
  }

  /**
   * Access to send mail, only from the sender's address. SES asks for the right on every identity that a mail could
   * concern: in its sandbox also on the recipient's, and on the address's own beside the domain's. So the resource is
   * any identity of the account, and the condition is what restricts the sender.
   */
  send(): Access<{ SENDER_ADDRESS: string; SES_CONFIGURATION_SET: string }> {
    return {
      variables: { SENDER_ADDRESS: this.#senderAddress, SES_CONFIGURATION_SET: this.configurationSetName },
      statements: [
        {
          actions: ['ses:SendRawEmail'],
          resources: [this.#identitiesArn, this.#configurationSetArn],
          conditions: { StringEquals: { 'ses:FromAddress': this.#senderAddress } },
        },
      ],
    };
  }
}

const dkim = (domain: string, { dkimRecords }: EmailIdentity): MailRecord[] =>
  dkimRecords.map(({ name, value }, index) => ({ id: `Dkim${index + 1}`, domain, name, type: 'CNAME', value }));

/** Returns the records of MAIL FROM: MX lets bounces reach SES, and SPF allows SES to send. */
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
