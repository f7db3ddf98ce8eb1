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
  /** A PNG. */
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

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
