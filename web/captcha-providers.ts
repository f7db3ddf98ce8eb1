import type { CaptchaAction } from '../functions/operations/index.ts';
import type { CaptchaProvider } from '../functions/operations/fields.ts';
import { language } from './messages/text.ts';

/** What a page wants of a check. Each token is good for one call. */
export interface CheckOptions {
  readonly siteKey: string;
  /** What the token is bound to. */
  readonly action: CaptchaAction;
  /** Whether the page is dark. */
  readonly dark: boolean;
  readonly onToken: (token: string) => void;
  /** The token that was given is too old. */
  readonly onExpired: () => void;
  readonly onFailed: () => void;
}

/** A check that stands on a page. */
export interface Check {
  /** Whether what it shows is of the size that its place asks for now: windows are turned, and zoomed into. */
  fits(): boolean;
  /** Asks for another token. */
  renew(): void;
  remove(): void;
}

/** One provider, with its script loaded. */
export interface Captchas {
  /** `container` is empty; a provider without a box leaves it so. */
  start(container: HTMLElement, options: CheckOptions): Check;
}

/** What every provider with a box takes. */
interface BoxParameters {
  sitekey: string;
  action: string;
  theme: 'light' | 'dark';
  size: 'normal' | 'compact';
  callback: (token: string) => void;
  'expired-callback': () => void;
}

/** https://developers.google.com/recaptcha/docs/display */
interface BoxApi {
  render(container: HTMLElement, parameters: BoxParameters & { 'error-callback': () => void }): number;
  reset(widget: number): void;
  ready?(callback: () => void): void;
}

/** https://developers.google.com/recaptcha/docs/v3 */
interface ExecuteApi {
  execute(siteKey: string, parameters: { action: string }): PromiseLike<string>;
  ready(callback: () => void): void;
}

/** https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/ */
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

/** Both providers name simplified Chinese by its country. */
const providerLanguage = (): string => (language() === 'zh-Hans' ? 'zh-CN' : language());

/** Milliseconds after which a token without a box is replaced, so that it is never near the end of its two minutes. */
const REPLACE_AFTER = 90_000;

const ready = (api: { ready?(callback: () => void): void }): Promise<void> =>
  new Promise((resolve) => (api.ready === undefined ? resolve() : api.ready(() => resolve())));

/** CSS pixels that a box of normal size takes: 304 by 78 at Google, 300 by 65 at Cloudflare. */
const BOX_WIDTH = 304;

/** The size of a box that fits its place, so that a page 320 px wide need not be scrolled sideways. A hidden place has no width. */
function boxSize({ clientWidth }: HTMLElement): BoxParameters['size'] {
  return clientWidth > 0 && clientWidth < BOX_WIDTH ? 'compact' : 'normal';
}

const boxParameters = (container: HTMLElement, options: CheckOptions): BoxParameters => ({
  sitekey: options.siteKey,
  action: options.action,
  theme: options.dark ? 'dark' : 'light',
  size: boxSize(container),
  callback: options.onToken,
  'expired-callback': options.onExpired,
});

function boxes(api: BoxApi): Captchas {
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

/** Without a box nobody is asked: a token is fetched at once, and again before it is too old. */
function scores(api: ExecuteApi): Captchas {
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
      // A page in the background has slow timers; who comes back to it gets a fresh token.
      const seen = () => {
        if (document.visibilityState === 'visible') void fetchToken();
      };
      document.addEventListener('visibilitychange', seen);
      void fetchToken();
      return {
        fits: () => true,
        renew: () => void fetchToken(),
        remove() {
          removed = true;
          clearTimeout(timer);
          document.removeEventListener('visibilitychange', seen);
        },
      };
    },
  };
}

function turnstileWidgets(api: TurnstileApi): Captchas {
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
      if (widget === undefined) throw new Error('The human check could not be shown');
      return {
        fits: () => parameters.size === boxSize(container),
        renew: () => api.reset(widget),
        remove: () => api.remove(widget),
      };
    },
  };
}

/** How a provider's script is asked for and found. */
export interface Loader {
  /** Parameters of the script's URL. */
  readonly query: (siteKey: string) => Record<string, string>;
  /** What the script has put into the window; undefined where it is another provider's. */
  readonly checks: () => Promise<Captchas> | undefined;
}

const score: Loader = {
  query: (siteKey) => ({ render: siteKey, hl: providerLanguage() }),
  checks: () => {
    const api = window.grecaptcha?.enterprise ?? window.grecaptcha;
    return api !== undefined && 'execute' in api ? ready(api).then(() => scores(api)) : undefined;
  },
};

export const loaders: Readonly<Record<CaptchaProvider, Loader>> = {
  'recaptcha-v2': {
    query: () => ({ render: 'explicit', hl: providerLanguage() }),
    checks: () => {
      const api = window.grecaptcha;
      // `render` comes with a second script, which `ready` waits for.
      return api === undefined ? undefined : ready(api).then(() => boxes(window.grecaptcha as BoxApi));
    },
  },
  'recaptcha-v3': score,
  'recaptcha-enterprise': score,
  turnstile: {
    query: () => ({ render: 'explicit' }),
    checks: () => {
      const api = window.turnstile;
      return api === undefined ? undefined : Promise.resolve(turnstileWidgets(api));
    },
  },
};

export const isCaptchaProvider = (name: string): name is CaptchaProvider => Object.hasOwn(loaders, name);
