import type { CaptchaProvider } from '../functions/operations/fields.ts';
import type { CaptchaAction } from '../functions/operations/index.ts';
import type { Api } from './api.ts';
import { language } from './messages/text.ts';

/** A captcha that was passed: its token is good for one call. */
export interface Pass {
  readonly token: string;
  /** The action that the token is bound to; absent where it opens any. */
  readonly action?: CaptchaAction;
}

/** Options of one widget. */
export interface CaptchaOptions {
  readonly siteKey: string;
  /** Action of the first token. */
  readonly action: CaptchaAction;
  /** Whether the page is dark. */
  readonly dark: boolean;
  /** Calls the service, for a captcha that needs no provider. */
  readonly api: Api;
  readonly onPass: (pass: Pass) => void;
  /** A captcha without a box shows one after all, because the provider wants an act of the user. */
  readonly onBox: () => void;
  /** The last token has expired. */
  readonly onExpired: () => void;
  /** The user closed a window with pictures. */
  readonly onClosed: () => void;
  readonly onFailed: () => void;
}

/** A captcha on a page. */
export interface CaptchaWidget {
  /** Whether its size still suits its place, which changes when a window is resized, turned or zoomed. */
  fits(): boolean;
  /** Drops the last token and starts again, for a token of this action. */
  renew(action: CaptchaAction): void;
  remove(): void;
}

/** A provider whose script is loaded. */
export interface LoadedProvider {
  /** Starts a captcha in an empty `container`, which stays empty if the provider has no box. */
  start(container: HTMLElement, options: CaptchaOptions): CaptchaWidget;
}

/** Loading of one provider. */
export interface Loader {
  /** Parameters of the script's URL. */
  readonly query: (siteKey: string) => Record<string, string>;
  /** The provider as the script put it into the window; undefined if the script is another provider's. */
  readonly loaded: () => Promise<LoadedProvider> | undefined;
}

/** A provider, and whether it shows its box. */
export interface CaptchaKind {
  readonly captchaProvider: CaptchaProvider;
  readonly captchaMode: CaptchaMode;
}

export type CaptchaMode = 'box' | 'invisible';

/**
 * What a captcha asks of the user.
 *
 * - `tick`: to tick a box.
 * - `watch`: a box that usually passes by itself.
 * - `nothing`: a token is fetched before it is needed.
 * - `maybe`: a token is fetched when it is needed, because a window with pictures may open.
 */
export type Manner = 'tick' | 'watch' | 'nothing' | 'maybe';

/** Google and Cloudflare name simplified Chinese by its country. */
export const providerLanguage = (): string => (language() === 'zh-Hans' ? 'zh-CN' : language());

/** Parameters that every provider with a box takes. */
export interface BoxParameters {
  sitekey: string;
  theme: 'light' | 'dark';
  size: 'normal' | 'compact';
  'expired-callback': () => void;
}

/** Width of a box of normal size in CSS pixels: 304 by 78 at Google, 303 by 78 at hCaptcha, 300 by 65 at Cloudflare. */
const BOX_WIDTH = 304;

/**
 * Size of a box that fits its place, so that a page 320 px wide does not scroll sideways. A hidden place has no
 * width.
 */
export function boxSize({ clientWidth }: HTMLElement): BoxParameters['size'] {
  return clientWidth > 0 && clientWidth < BOX_WIDTH ? 'compact' : 'normal';
}

export const boxParameters = (container: HTMLElement, options: CaptchaOptions): BoxParameters => ({
  sitekey: options.siteKey,
  theme: options.dark ? 'dark' : 'light',
  size: boxSize(container),
  'expired-callback': options.onExpired,
});

/** Parameters of a widget of reCAPTCHA v2 and of hCaptcha, which took its API over. */
type WidgetParameters = Omit<BoxParameters, 'size'> & {
  size: BoxParameters['size'] | 'invisible';
  callback: (token: string) => void;
  'error-callback': () => void;
};

/** API of reCAPTCHA v2 and of hCaptcha, as far as both have it. `More`: parameters that only one has. */
export interface WidgetApi<Id, More = unknown> {
  render(container: HTMLElement, parameters: WidgetParameters & More): Id;
  execute(widget: Id): unknown;
  reset(widget: Id): void;
}

/** Their tokens are bound to no action, so one widget serves every call of a page. */
export function widgets<Id, More>(
  api: WidgetApi<Id, More>,
  mode: CaptchaMode,
  own: { more(options: CaptchaOptions): More; remove(widget: Id, container: HTMLElement): void },
): LoadedProvider {
  return {
    start(container, options) {
      const parameters = boxParameters(container, options);
      const widget = api.render(container, {
        ...parameters,
        ...(mode === 'invisible' && { size: mode }),
        callback: (token) => options.onPass({ token }),
        'error-callback': options.onFailed,
        ...own.more(options),
      });
      return {
        fits: () => mode === 'invisible' || parameters.size === boxSize(container),
        renew() {
          api.reset(widget);
          if (mode === 'invisible') api.execute(widget);
        },
        remove: () => own.remove(widget, container),
      };
    },
  };
}
