import type { Otp, ReportToken } from '../domain/secret.ts';
import type { Language } from '../domain/languages.ts';
import type { MailTexts } from './texts/mail-texts.ts';

/** What a mail says, before text and HTML are made of it: both parts always say the same. */
export interface MailContent {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly otp: Otp }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** The token stands in the fragment, which no browser sends to a server: opening the link changes nothing. */
  | { readonly kind: 'report-link'; readonly label: string; readonly reportToken: ReportToken };

/** A label with its value. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** The value is in the words of the mail's language, and runs in its direction; any other is set apart from the text. */
  readonly worded?: true;
}

/** How the mails of one deployment present themselves. */
export interface Brand {
  readonly productName: string;
  /** Where the hosted pages are. */
  readonly siteUrl: string;
  /** A PNG: Gmail and Outlook show no SVG. */
  readonly logoUrl?: string;
  /** `#rrggbb`: the accent and the text on it, for either theme. */
  readonly colours: {
    readonly accent: string;
    readonly onAccent: string;
    readonly accentDark: string;
    readonly onAccentDark: string;
  };
  /** An e-mail address or an https URL. */
  readonly supportContact?: string;
}

/** What a mail is laid out with. */
export interface Setting {
  readonly language: Language;
  readonly texts: MailTexts;
  readonly brand: Brand;
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** The page where one says that it was someone else; the token stands behind `#`. */
export const reportUrl = (reportToken: ReportToken, { siteUrl }: Brand): string =>
  `${siteUrl.replace(/\/+$/, '')}/report#${encodeURIComponent(reportToken.reveal())}`;

/** A contact that is no https URL is taken for an e-mail address, so that no other scheme becomes a link. */
export const supportUrl = (contact: string): string =>
  contact.startsWith('https://')
    ? contact
    : `mailto:${encodeURIComponent(contact.toWellFormed()).replaceAll('%40', '@')}`;
