import type { Continuation, Otp, ReportToken } from '../domain/secret.ts';
import type { Language } from '../domain/languages.ts';
import type { MailTexts } from './texts/mail-texts.ts';

/** Content of a mail, from which the text and the HTML are made, so that both parts say the same. */
export interface MailContent {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

/** One block of a mail's body. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly otp: Otp }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Opens the page of a request. Like all tokens in links, its token is in the fragment. */
  | { readonly kind: 'continue-link'; readonly label: string; readonly request: LinkedRequest }
  /** The token is in the fragment, which browsers do not send to servers: opening the link changes nothing. */
  | { readonly kind: 'report-link'; readonly label: string; readonly reportToken: ReportToken };

/** What the link in a mail tells the page of a request. */
export interface LinkedRequest {
  readonly continuation: Continuation;
  readonly reference: string;
  /** Expiry of the code; absent if the mail has none. */
  readonly expiresAt?: Date;
}

/** Label and its value. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /**
   * True if the value is in the mail's language and follows its direction; any other value is isolated from the text.
   */
  readonly worded?: true;
}

/** Brand of a deployment's mails. */
export interface Brand {
  readonly productName: string;
  /** URL of the hosted pages. */
  readonly siteUrl: string;
  /** URL of a PNG; Gmail and Outlook do not show SVG. */
  readonly logoUrl?: string;
  /** `#rrggbb`: accent colour and the text colour on it, for the light and the dark theme. */
  readonly colours: {
    readonly accent: string;
    readonly onAccent: string;
    readonly accentDark: string;
    readonly onAccentDark: string;
  };
  /** E-mail address or https URL. */
  readonly supportContact?: string;
}

/** Language, texts and brand that a mail is laid out with. */
export interface LayoutContext {
  readonly language: Language;
  readonly texts: MailTexts;
  readonly brand: Brand;
}

/** Block with a paragraph. */
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** URL of the page "this wasn't me", with the token in the fragment. */
export const reportUrl = (reportToken: ReportToken, { siteUrl }: Brand): string =>
  `${siteUrl.replace(/\/+$/, '')}/report#${encodeURIComponent(reportToken.reveal())}`;

/** URL of the page of a request, with what it needs in the fragment. */
export function continueUrl({ continuation, reference, expiresAt }: LinkedRequest, { siteUrl }: Brand): string {
  const fragment = new URLSearchParams({
    continuation: continuation.reveal(),
    reference,
    ...(expiresAt !== undefined && { expiresAt: expiresAt.toISOString() }),
  });
  return `${siteUrl.replace(/\/+$/, '')}/enter-code#${fragment.toString()}`;
}

/**
 * Link to the support contact. A contact that is not an https URL becomes a mail address, so that no other scheme
 * becomes a link.
 */
export const supportUrl = (contact: string): string =>
  contact.startsWith('https://')
    ? contact
    : `mailto:${encodeURIComponent(contact.toWellFormed()).replaceAll('%40', '@')}`;
