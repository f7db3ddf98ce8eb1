/** Types of `embed.js`, which the hosted pages of a deployment serve. */

export interface EmbedOptions {
  /** URL of the deployment's `config.json`. Default: the one beside `embed.js`. */
  readonly configUrl?: string;
  /** Content of `config.json`, if your page has it already. Then it is not fetched. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Language of the pages. Default: the browser's language, and the user may choose another. */
  readonly language?: 'en' | 'es' | 'fr' | 'de' | 'hi' | 'zh-Hans' | 'ar';
  /** Colour scheme of your page, if it has only one. Default: the browser's preference. */
  readonly colorScheme?: 'light' | 'dark';
  /** First page. Default: `forgot-password`. */
  readonly start?: 'forgot-password' | 'forgot-user-id' | 'log-in';
  /** URL of your login page, absolute or relative to the document. LOGIN and the links back lead there. */
  readonly loginUrl?: string;
  /** Called instead of opening `loginUrl`, when the user presses LOGIN or a link back. */
  readonly onDone?: () => void;
}

export interface Embedded {
  /** Removes the pages from the document. A reset that is under way continues when the same tab mounts them again. */
  unmount(): void;
}

/**
 * Appends the pages to an element. A document can hold them only once at a time.
 *
 * @throws TypeError if an argument is wrong; the message names it
 * @throws Error if the pages are mounted already
 */
export type Mount = (element: Element, options?: EmbedOptions) => Embedded;
