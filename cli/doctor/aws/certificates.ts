import { type ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import type { Certificate, Certificates } from '../account.ts';
import { unlessMissing } from './unless-missing.ts';

export class AwsCertificates implements Certificates {
  readonly #clientIn: (region: string) => ACMClient;

  /** @param clientIn client of ACM in a region: the pages' certificate is in another one than the stack's */
  constructor(clientIn: (region: string) => ACMClient) {
    this.#clientIn = clientIn;
  }

  async find(arn: string): Promise<Certificate | undefined> {
    const [, , , region = ''] = arn.split(':');
    const client = this.#clientIn(region);
    const answer = await unlessMissing(client.send(new DescribeCertificateCommand({ CertificateArn: arn })));
    const found = answer?.Certificate;
    if (found === undefined) return undefined;
    const { Status, DomainName, SubjectAlternativeNames = [], NotAfter, RenewalEligibility, Type } = found;
    return {
      state: Status ?? 'unknown',
      names: [...new Set([...(DomainName === undefined ? [] : [DomainName]), ...SubjectAlternativeNames])],
      ...(NotAfter !== undefined && { expiresAt: NotAfter }),
      renews: Type !== 'IMPORTED' && RenewalEligibility !== 'INELIGIBLE',
    };
  }
}
