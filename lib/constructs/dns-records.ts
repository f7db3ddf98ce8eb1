import type { DomainName } from 'aws-cdk-lib/aws-apigateway';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, CfnRecordSet, HostedZone, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain, CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { RecordToPublish } from '../password-reset-props.ts';
import { liesIn, ownHostsOf } from '../settings/domain-names.ts';
import type { Settings } from '../settings/schema.ts';
import type { MailRecord } from './mail-sending.ts';

export interface DnsRecordsProps {
  readonly settings: Settings;
  readonly distribution: Distribution;
  readonly apiHost: DomainName | undefined;
  readonly mail: readonly MailRecord[];
}

/** Time to live of the records in seconds: long enough for caches, short enough to fix a record within an hour. */
const TTL = 1800;

/**
 * DNS records of the pages, the API and the sender's domain. A record that belongs into the hosted zone is written
 * there; any other is in `toPublish`.
 */
export class DnsRecords extends Construct {
  readonly toPublish: RecordToPublish[] = [];
  readonly #settings: Settings;
  readonly #zone: IHostedZone | undefined;

  constructor(scope: Construct, id: string, { settings, distribution, apiHost, mail }: DnsRecordsProps) {
    super(scope, id);
    this.#settings = settings;
    this.#zone = this.#hostedZone();
    const { site, api } = ownHostsOf(settings);
    if (site !== undefined) {
      const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
      this.#host('Site', site, distribution.distributionDomainName, (zone) => {
        new ARecord(this, 'Site', { zone, recordName: `${site}.`, target });
        new AaaaRecord(this, 'SiteIpv6', { zone, recordName: `${site}.`, target });
      });
    }
    if (api !== undefined && apiHost !== undefined) {
      const target = RecordTarget.fromAlias(new ApiGatewayDomain(apiHost));
      this.#host('Api', api, apiHost.domainNameAliasDomainName, (zone) => {
        new ARecord(this, 'Api', { zone, recordName: `${api}.`, target });
      });
    }
    for (const record of mail) this.#mail(record);
  }

  #hostedZone(): IHostedZone | undefined {
    const { hostedZoneId, hostedZoneName } = this.#settings;
    if (hostedZoneId === undefined || hostedZoneName === undefined) return undefined;
    return HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName: hostedZoneName });
  }

  #zoneOf(domain: string): IHostedZone | undefined {
    return this.#zone !== undefined && liesIn(domain, this.#zone.zoneName) ? this.#zone : undefined;
  }

  #host(part: string, host: string, target: string, write: (zone: IHostedZone) => void): void {
    const zone = this.#zoneOf(host);
    if (zone === undefined) this.toPublish.push({ part, record: `${host} CNAME ${target}` });
    else write(zone);
  }

  /**
   * Writes the full name. It may be a token that only SES resolves, and `CnameRecord` would append the zone's name to
   * it.
   */
  #mail({ id, domain, name, type, value }: MailRecord): void {
    const zone = this.#zoneOf(domain);
    if (zone === undefined) {
      this.toPublish.push({ part: id, record: `${name} ${type} ${value}` });
      return;
    }
    new CfnRecordSet(this, id, {
      hostedZoneId: zone.hostedZoneId,
      name: `${name}.`,
      type,
      ttl: String(TTL),
      resourceRecords: [value],
    });
  }
}
