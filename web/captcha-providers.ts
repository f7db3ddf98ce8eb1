import type { CaptchaAction } from '../functions/operations/index.ts';
import type { CaptchaProvider } from '../functions/operations/fields.ts';
import { language } from './messages/text.ts';

/** Options of one widget. Each token is good for one call. */
export interface CaptchaOptions {
  readonly siteKey: string;
  /** The action that the token is bound to. */
  readonly action: CaptchaAction;
  /** Whether the page is dark. */
  readonly dark: boolean;
  readonly onToken: (token: string) => void;
  /** The last token has expired. */
  readonly onExpired: () => void;
  readonly onFailed: () => void;
}

/** A captcha on a page. */
export interface CaptchaWidget {
  /** Whether its size still suits its place, which changes when a window is resized, turned or zoomed. */
  fits(): boolean;
  /** Asks for another token. */
  renew(): void;
  remove(): void;
}

/** A provider whose script is loaded. */
export interface LoadedProvider {
  /** Starts a captcha in an empty `container`, which stays empty if the provider has no box. */
  start(container: HTMLElement, options: CaptchaOptions): CaptchaWidget;
}

/** Parameters that every provider with a box takes. */
interface BoxParameters {
  sitekey: string;
  action: string;
  theme: 'light' | 'dark';
  size: 'normal' | 'compact';
  callback: (token: string) => void;
  'expired-callback': () => void;
}

/** API of reCAPTCHA v2: https://developers.google.com/recaptcha/docs/display */
interface BoxApi {
  render(container: HTMLElement, parameters: BoxParameters & { 'error-callback': () => void }): number;
  reset(widget: number): void;
  ready?(callback: () => void): void;
}

/** API of reCAPTCHA v3: https://developers.google.com/recaptcha/docs/v3 */
interface ExecuteApi {
  execute(siteKey: string, parameters: { action: string }): PromiseLike<string>;
  ready(callback: () => void): void;
}

/** API of Turnstile: https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/ */
interface TurnstileApi {
  render(
    container: HTMLElement,
    parameters: BoxParameters & {
      language: string;
      'response-field': false;
      'refresh-expired': 'manual';
      'error-callback': () => boolean;
    },
  ): string | undefined;
  reset(widget: string): void;
  remove(widget: string): void;
}

declare global {
  interface Window {
    grecaptcha?: (BoxApi | ExecuteApi) & { enterprise?: ExecuteApi };
    turnstile?: TurnstileApi;
  }
}

/** Google and Cloudflare name simplified Chinese by its country. */
const providerLanguage = (): string => (language() === 'zh-Hans' ? 'zh-CN' : language());

/** Milliseconds after which a token without a box is replaced, well before its two minutes are over. */
const REPLACE_AFTER = 90_000;

const ready = (api: { ready?(callback: () => void): void }): Promise<void> =>
  new Promise((resolve) => (api.ready === undefined ? resolve() : api.ready(() => resolve())));

/** Width of a box of normal size in CSS pixels: 304 by 78 at Google, 300 by 65 at Cloudflare. */
const BOX_WIDTH = 304;

/**
 * Size of a box that fits its place, so that a page 320 px wide does not scroll sideways. A hidden place has no
 * width.
 */
function boxSize({ clientWidth }: HTMLElement): BoxParameters['size'] {
  return clientWidth > 0 && clientWidth < BOX_WIDTH ? 'compact' : 'normal';
}

const boxParameters = (container: HTMLElement, options: CaptchaOptions): BoxParameters => ({
  sitekey: options.siteKey,
  action: options.action,
  theme: options.dark ? 'dark' : 'light',
  size: boxSize(container),
  callback: options.onToken,
  'expired-callback': options.onExpired,
});

function checkbox(api: BoxApi): LoadedProvider {
  return {
    start(container, options) {
      const parameters = boxParameters(container, options);
      const widget = api.render(container, { ...parameters, 'error-callback': options.onFailed });
      return {
        fits: () => parameters.size === boxSize(container),
        renew: () => api.reset(widget),
        remove: () => container.replaceChildren(),
      };
    },
  };
}

/** A captcha without a box: a token is fetched at once, and again before it expires. */
function invisible(api: ExecuteApi): LoadedProvider {
  return {
    start(_container, { siteKey, action, onToken, onFailed }) {
      let removed = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const fetchToken = async () => {
        clearTimeout(timer);
        timer = setTimeout(() => void fetchToken(), REPLACE_AFTER);
        try {
          const token = await api.execute(siteKey, { action });
          if (!removed) onToken(token);
        } catch {
          if (!removed) onFailed();
        }
      };
      // Timers are slow in a background tab, so a user who returns gets a fresh token.
      const onVisible = () => {
        if (document.visibilityState === 'visible') void fetchToken();
      };
      document.addEventListener('visibilitychange', onVisible);
      void fetchToken();
      return {
        fits: () => true,
        renew: () => void fetchToken(),
        remove() {
          removed = true;
          clearTimeout(timer);
          document.removeEventListener('visibilitychange', onVisible);
        },
      };
    },
  };
}

function turnstileBox(api: TurnstileApi): LoadedProvider {
  return {
    start(container, options) {
      const parameters = boxParameters(container, options);
      const widget = api.render(container, {
        ...parameters,
        language: providerLanguage(),
        'response-field': false,
        'refresh-expired': 'manual',
        'error-callback': () => {
          options.onFailed();
          return true;
        },
      });
      if (widget === undefined) throw new Error('The captcha could not be shown');
      return {
        fits: () => parameters.size === boxSize(container),
        renew: () => api.reset(widget),
        remove: () => api.remove(widget),
      };
    },
  };
}

/** Loading of one provider's script. */
export interface Loader {
  /** Parameters of the script's URL. */
  readonly query: (siteKey: string) => Record<string, string>;
  /** The provider as the script put it into the window; undefined if the script is another provider's. */
  readonly loaded: () => Promise<LoadedProvider> | undefined;
}

const score: Loader = {
  query: (siteKey) => ({ render: siteKey, hl: providerLanguage() }),
  loaded: () => {
    const api = window.grecaptcha?.enterprise ?? window.grecaptcha;
    return api !== undefined && 'execute' in api ? ready(api).then(() => invisible(api)) : undefined;
  },
};

export const loaders: Readonly<Record<CaptchaProvider, Loader>> = {
  'recaptcha-v2': {
    query: () => ({ render: 'explicit', hl: providerLanguage() }),
    loaded: () => {
      const api = window.grecaptcha;
      // A second script brings `render`; `ready` waits for it.
      return api === undefined ? undefined : ready(api).then(() => checkbox(window.grecaptcha as BoxApi));
    },
  },
  'recaptcha-v3': score,
  'recaptcha-enterprise': score,
  turnstile: {
    query: () => ({ render: 'explicit' }),
    loaded: () => {
      const api = window.turnstile;
      return api === undefined ? undefined : Promise.resolve(turnstileBox(api));
    },
  },
};

export const isCaptchaProvider = (name: string): name is CaptchaProvider => Object.hasOwn(loaders, name);

/** Whether the provider shows a box; the others judge unseen. */
export const hasBox = (provider: CaptchaProvider): boolean => provider === 'recaptcha-v2' || provider === 'turnstile';
