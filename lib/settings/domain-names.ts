import type { Settings } from './schema.ts';

/** The domain that mail comes from. */
export const senderDomainOf = ({ senderAddress }: Pick<Settings, 'senderAddress'>): string =>
  senderAddress.slice(senderAddress.lastIndexOf('@') + 1).toLowerCase();

/** Whether a name is the domain itself or lies below it. */
export const liesIn = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

type Host = 'siteUrl' | 'siteCertificateArn' | 'apiUrl' | 'apiCertificateArn';

/** The hosts that this stack answers for, which needs their certificates. */
export const ownHostsOf = (settings: Partial<Pick<Settings, Host>>): { site?: string; api?: string } => ({
  ...own('site', settings.siteUrl, settings.siteCertificateArn),
  ...own('api', settings.apiUrl, settings.apiCertificateArn),
});

const own = (part: 'site' | 'api', url: string | undefined, certificateArn: string | undefined) =>
  url === undefined || certificateArn === undefined ? {} : { [part]: new URL(url).hostname };
