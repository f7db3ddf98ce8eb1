import type { ReportToken } from '../domain/secret.ts';
import type { Brand } from './content.ts';

/** The page where one says that it was someone else; the token stands behind `#`. */
export const reportUrl = (reportToken: ReportToken, { siteUrl }: Brand): string =>
  `${siteUrl.replace(/\/+$/, '')}/report#${encodeURIComponent(reportToken.reveal())}`;

/** A contact that is no https URL is taken for an e-mail address, so that no other scheme becomes a link. */
export const supportUrl = (contact: string): string =>
  contact.startsWith('https://')
    ? contact
    : `mailto:${encodeURIComponent(contact.toWellFormed()).replaceAll('%40', '@')}`;
