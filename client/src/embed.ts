/** The types of `embed.js`, which a deployment's hosted pages serve. */

export interface EmbedOptions {
  /** The deployment's `config.json`; the one beside `embed.js` unless told. */
  readonly configUrl?: string;
  /** What `config.json` says, where your page has it already; nothing is fetched then. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The language to speak. Left out: the browser's, and the person may choose another. */
  readonly language?: 'en' | 'es' | 'fr' | 'de' | 'hi' | 'zh-Hans' | 'ar';
  /** Where your page is light, or dark, alone. Left out: as the browser prefers. */
  readonly colorScheme?: 'light' | 'dark';
  /** The first page; `forgot-password` unless told. */
  readonly start?: 'forgot-password' | 'forgot-user-id' | 'log-in';
  /** Your own login page, absolute or relative to the document. LOGIN and the links back lead there. */
  readonly loginUrl?: string;
  /** Called instead when the person wants to log in: after the new password was set, or by a link back. */
  readonly onDone?: () => void;
}

export interface Embedded {
  /** Takes everything out of the page again. What was begun goes on when the same tab mounts again. */
  unmount(): void;
}

/**
 * Puts the pages into an element, after what it holds. One at a time in a document.
 *
 * @throws TypeError where an argument is wrong; the message names it
 * @throws Error where the pages are mounted already
 */
export type Mount = (element: Element, options?: EmbedOptions) => Embedded;
