/** Types of `embed.js`, which the hosted pages of a deployment serve, and the function that loads and mounts it. */

/** A page of the journey. */
export type EmbedStep =
  | 'log-in'
  | 'account'
  | 'forgot-password'
  | 'forgot-user-id'
  | 'enter-code'
  | 'new-password'
  | 'done'
  | 'report';

/** A failure that the user met. The pages show it too. */
export interface EmbedError {
  /**
   * `not-loaded`: `embed.js` did not load, for instance because the origin of your page is not in `allowedOrigins`;
   * `settings`: `config.json` did not load; `not-mounted`, from the element alone: an attribute is wrong, or the pages
   * are mounted already. Otherwise the code of the API's problem, or `offline`, `unreachable`,
   * `unexpected`.
   */
  readonly code: string;
  readonly cause?: unknown;
}

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
  /**
   * User ID in the first field, if your page knows it. It is read when the pages are mounted, and replaces what the tab
   * remembers. The user may change it, and passing the same one again does not undo that.
   */
  readonly userId?: string;
  /** Texts in place of ours, by language and key; the keys are those of `textsFile` (docs/guides/brand.md). */
  readonly texts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** URL of your login page, absolute or relative to the document. LOGIN and the links back lead there. */
  readonly loginUrl?: string;
  /** Called when a page is shown, also with the first one. */
  readonly onStep?: (step: EmbedStep) => void;
  /** Called at each failure that the user meets. */
  readonly onError?: (error: EmbedError) => void;
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

export interface PasswordResetOptions extends EmbedOptions {
  /** The stack's output `SiteUrl`, such as `https://login.example.com`. */
  readonly site: string;
  /** Removes the pages when it is aborted, or keeps them from being mounted. */
  readonly signal?: AbortSignal;
  /** Words of the link that is shown if the pages cannot be embedded. Default: "Forgot your User ID/Password?". */
  readonly fallbackText?: string;
}

const nothing: Embedded = { unmount: () => undefined };

/** Shows a link to the hosted pages, which work from every origin. */
function linkIn(element: Element, site: URL, text: string): Embedded {
  const link = document.createElement('a');
  link.href = new URL('forgot-password', site).href;
  link.textContent = text;
  element.append(link);
  return { unmount: () => link.remove() };
}

/**
 * Loads `embed.js` of a deployment and mounts the pages. If it cannot be loaded, the element shows a link to the hosted
 * pages, and `onError` gets `not-loaded`.
 *
 * @throws TypeError if an argument is wrong; the message names it
 * @throws Error if the pages are mounted already
 */
export async function mountPasswordReset(element: Element, options: PasswordResetOptions): Promise<Embedded> {
  const { site, signal, fallbackText = 'Forgot your User ID/Password?', ...embedOptions } = options;
  if (!URL.canParse(site)) throw new TypeError(`mountPasswordReset: site is ${String(site)}, which is no absolute URL`);
  const base = new URL(site.endsWith('/') ? site : `${site}/`);
  let loaded: { readonly mount: Mount } | undefined;
  let cause: unknown;
  try {
    // The module is the deployment's own, so no bundler may look for it.
    loaded = await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ `${base}embed.js`);
  } catch (error) {
    cause = error;
  }
  if (signal?.aborted === true) return nothing;
  if (loaded === undefined) options.onError?.({ code: 'not-loaded', cause });
  const embedded = loaded === undefined ? linkIn(element, base, fallbackText) : loaded.mount(element, embedOptions);
  signal?.addEventListener('abort', () => embedded.unmount(), { once: true });
  return embedded;
}
