import type { Continuation, Otp, ReportToken } from '../domain/secret.ts';
import type { Language } from '../domain/languages.ts';
import type { MailTexts } from './texts/mail-texts.ts';

/** Content of a mail, from which the text and the HTML are made, so that both parts say the same. */
export interface MailContent {
  readonly subject: string;
  /** What a list of mails and a locked telephone show after the subject. It contains no secret. */
  readonly preheader: string;
  readonly blocks: readonly Block[];
}

/** One block of a mail's body. */
export type Block =
  /** Level 1 is the mail's own heading. */
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly otp: Otp }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'button'; readonly label: string; readonly to: Page }
  /** A link that nobody should press in a hurry, and what it is for. */
  | { readonly kind: 'quiet-link'; readonly label: string; readonly to: Page; readonly text: string }
  /** A page whose address is shown, so that it can be typed on another device. */
  | { readonly kind: 'address'; readonly to: Page };

/**
 * Page that a mail leads to. A token is in the fragment, which browsers do not send to servers: opening a link changes
 * nothing.
 */
export type Page =
  /** Page of a request. */
  | { readonly page: 'enter-code'; readonly request: LinkedRequest }
  /** Reports a code that its reader did not ask for. */
  | { readonly page: 'report'; readonly reportToken: ReportToken }
  /** Reports a change that its reader did not make. */
  | { readonly page: 'report-change'; readonly reportToken: ReportToken }
  /** Starts a reset. */
  | { readonly page: 'forgot-password' };

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

/** URL of a page. */
export function urlOf(to: Page, { siteUrl }: Brand): string {
  const url = `${siteUrl.replace(/\/+$/, '')}/${to.page}`;
  switch (to.page) {
    case 'enter-code':
      return `${url}#${fragmentOf(to.request)}`;
    case 'report':
    case 'report-change':
      return `${url}#${encodeURIComponent(to.reportToken.reveal())}`;
    case 'forgot-password':
      return url;
  }
}

const fragmentOf = ({ continuation, reference, expiresAt }: LinkedRequest): string =>
  new URLSearchParams({
    continuation: continuation.reveal(),
    reference,
    ...(expiresAt !== undefined && { expiresAt: expiresAt.toISOString() }),
  }).toString();

/**
 * Link to the support contact. A contact that is not an https URL becomes a mail address, so that no other scheme
 * becomes a link.
 */
export const supportUrl = (contact: string): string =>
  contact.startsWith('https://')
    ? contact
    : `mailto:${encodeURIComponent(contact.toWellFormed()).replaceAll('%40', '@')}`;
