import type { Otp, ReportToken } from '../functions/domain/secret.ts';

/** What a mail says, before the layout makes text and HTML of it: both parts always say the same. */
export interface MailContent {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly otp: Otp }
  | { readonly kind: 'fact'; readonly label: string; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** The token stands in the fragment, which no browser sends to a server: opening the link changes nothing. */
  | { readonly kind: 'report-link'; readonly label: string; readonly reportToken: ReportToken };

/** How the mails of one deployment present themselves. */
export interface Brand {
  readonly productName: string;
  /** Where the hosted pages are. */
  readonly siteUrl: string;
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
