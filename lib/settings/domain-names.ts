import type { Settings } from './schema.ts';

/** Returns the domain of the sender's address, in lower case. */
export const senderDomainOf = ({ senderAddress }: Pick<Settings, 'senderAddress'>): string =>
  senderAddress.slice(senderAddress.lastIndexOf('@') + 1).toLowerCase();

/** Tells whether a name is the domain itself or a subdomain of it. */
export const liesIn = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

type Host = 'siteUrl' | 'siteCertificateArn' | 'apiUrl' | 'apiCertificateArn';

/** Returns the hosts that this stack serves: those with both a URL and a certificate. */
export const ownHostsOf = (settings: Partial<Pick<Settings, Host>>): { site?: string; api?: string } => ({
  ...own('site', settings.siteUrl, settings.siteCertificateArn),
  ...own('api', settings.apiUrl, settings.apiCertificateArn),
});

const own = (part: 'site' | 'api', url: string | undefined, certificateArn: string | undefined) =>
  url === undefined || certificateArn === undefined ? {} : { [part]: new URL(url).hostname };
