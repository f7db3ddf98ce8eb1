import type { CaptchaAction } from '../functions/operations/index.ts';
import {
  type BoxParameters,
  boxParameters,
  boxSize,
  type CaptchaMode,
  type Loader,
  type LoadedProvider,
  providerLanguage,
} from './captcha-widget.ts';

/** API of Turnstile: https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/ */
interface TurnstileApi {
  render(
    container: HTMLElement,
    parameters: BoxParameters & {
      action: string;
      language: string;
      appearance: 'always' | 'interaction-only';
      'response-field': false;
      'refresh-expired': 'manual' | 'auto';
      callback: (token: string) => void;
      'before-interactive-callback': () => void;
      'error-callback': () => boolean;
    },
  ): string | undefined;
  remove(widget: string): void;
}

declare global {
  interface Window {
    turnstile?: TurnstileApi;
  }
}

/** With the mode `invisible` a box appears only where Cloudflare wants an act of the user. */
function widgets(api: TurnstileApi, mode: CaptchaMode): LoadedProvider {
  return {
    start(container, options) {
      const parameters = boxParameters(container, options);
      const render = (action: CaptchaAction): string => {
        const widget = api.render(container, {
          ...parameters,
          action,
          language: providerLanguage(),
          appearance: mode === 'box' ? 'always' : 'interaction-only',
          'response-field': false,
          'refresh-expired': mode === 'box' ? 'manual' : 'auto',
          callback: (token) => options.onPass({ token, action }),
          'before-interactive-callback': options.onBox,
          'error-callback': () => {
            options.onFailed();
            return true;
          },
        });
        if (widget === undefined) throw new Error('The captcha could not be shown');
        return widget;
      };
      let widget = render(options.action);
      return {
        fits: () => parameters.size === boxSize(container),
        renew(action) {
          // A widget keeps the action that it was rendered with.
          api.remove(widget);
          widget = render(action);
        },
        remove: () => api.remove(widget),
      };
    },
  };
}

export const turnstile = (mode: CaptchaMode): Loader => ({
  query: () => ({ render: 'explicit' }),
  loaded: () => {
    const api = window.turnstile;
    return api === undefined ? undefined : Promise.resolve(widgets(api, mode));
  },
});
