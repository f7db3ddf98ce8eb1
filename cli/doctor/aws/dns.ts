import { Resolver } from 'node:dns/promises';
import { GetHostedZoneCommand, type Route53Client } from '@aws-sdk/client-route-53';
import type { Dns, RecordType } from '../account.ts';
import { unlessMissing } from './unless-missing.ts';

/** Errors of a resolver that mean: there is no such record. */
const NONE = ['ENODATA', 'ENOTFOUND', 'NXDOMAIN'];

/** Milliseconds and tries for one question. */
const PATIENCE = { timeout: 3000, tries: 2 };

export class AwsDns implements Dns {
  readonly #route53: Route53Client;
  readonly #resolver = new Resolver(PATIENCE);

  constructor(route53: Route53Client) {
    this.#route53 = route53;
  }

  async resolve(name: string, type: RecordType): Promise<readonly string[]> {
    try {
      return await this.#values(name, type);
    } catch (error) {
      if (NONE.includes(String((error as { code?: unknown }).code))) return [];
      throw error;
    }
  }

  async #values(name: string, type: RecordType): Promise<string[]> {
    switch (type) {
      case 'A':
        return this.#resolver.resolve4(name);
      case 'CNAME':
        return this.#resolver.resolveCname(name);
      case 'NS':
        return this.#resolver.resolveNs(name);
      case 'TXT':
        return (await this.#resolver.resolveTxt(name)).map((parts) => parts.join(''));
      case 'MX':
        return (await this.#resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`);
    }
  }

  async zone(Id: string) {
    const answer = await unlessMissing(this.#route53.send(new GetHostedZoneCommand({ Id })));
    const name = answer?.HostedZone?.Name;
    if (name === undefined) return undefined;
    return { name: name.replace(/\.$/, ''), nameServers: answer?.DelegationSet?.NameServers ?? [] };
  }
}
