import type { CaptchaAction } from '../functions/operations/index.ts';
import {
  type CaptchaMode,
  type Loader,
  type LoadedProvider,
  providerLanguage,
  type WidgetApi,
  widgets,
} from './captcha-widget.ts';

/**
 * API of reCAPTCHA v2: https://developers.google.com/recaptcha/docs/display and
 * https://developers.google.com/recaptcha/docs/invisible
 */
interface BoxApi extends WidgetApi<number, object> {
  ready?(callback: () => void): void;
}

/** API of reCAPTCHA v3: https://developers.google.com/recaptcha/docs/v3 */
interface ExecuteApi {
  execute(siteKey: string, parameters: { action: string }): PromiseLike<string>;
  ready(callback: () => void): void;
}

declare global {
  interface Window {
    grecaptcha?: (BoxApi | ExecuteApi) & { enterprise?: ExecuteApi };
  }
}

/** Milliseconds after which a token without a box is replaced, well before its two minutes are over. */
const REPLACE_AFTER = 90_000;

const ready = (api: { ready?(callback: () => void): void }): Promise<void> =>
  new Promise((resolve) => (api.ready === undefined ? resolve() : api.ready(() => resolve())));

/** The API cannot remove a widget; its place is emptied. */
const boxOrInvisible = (api: BoxApi, mode: CaptchaMode): LoadedProvider =>
  widgets(api, mode, { more: () => ({}), remove: (_widget, container) => container.replaceChildren() });

export const recaptchaV2 = (mode: CaptchaMode): Loader => ({
  query: () => ({ render: 'explicit', hl: providerLanguage() }),
  loaded: () => {
    const api = window.grecaptcha;
    // A second script brings `render`; `ready` waits for it.
    return api === undefined ? undefined : ready(api).then(() => boxOrInvisible(window.grecaptcha as BoxApi, mode));
  },
});

/** A captcha without a box: a token is fetched at once, and again before it expires. */
function byScore(api: ExecuteApi): LoadedProvider {
  return {
    start(_container, { siteKey, action: first, onPass, onFailed }) {
      let removed = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let wanted = first;
      const fetchToken = async (action: CaptchaAction) => {
        wanted = action;
        clearTimeout(timer);
        timer = setTimeout(() => void fetchToken(action), REPLACE_AFTER);
        try {
          const token = await api.execute(siteKey, { action });
          if (!removed && action === wanted) onPass({ token, action });
        } catch {
          if (!removed) onFailed();
        }
      };
      // Timers are slow in a background tab, so a user who returns gets a fresh token.
      const onVisible = () => {
        if (document.visibilityState === 'visible') void fetchToken(wanted);
      };
      document.addEventListener('visibilitychange', onVisible);
      void fetchToken(first);
      return {
        fits: () => true,
        renew: (action) => void fetchToken(action),
        remove() {
          removed = true;
          clearTimeout(timer);
          document.removeEventListener('visibilitychange', onVisible);
        },
      };
    },
  };
}

/** reCAPTCHA v3 and Enterprise. */
export const recaptchaScore: Loader = {
  query: (siteKey) => ({ render: siteKey, hl: providerLanguage() }),
  loaded: () => {
    const api = window.grecaptcha?.enterprise ?? window.grecaptcha;
    return api === undefined ? undefined : ready(api).then(() => byScore(api as ExecuteApi));
  },
};
