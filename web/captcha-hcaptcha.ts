import {
  type BoxParameters,
  boxParameters,
  boxSize,
  type CaptchaMode,
  type Loader,
  type LoadedProvider,
  providerLanguage,
} from './captcha-widget.ts';

/** API of hCaptcha: https://docs.hcaptcha.com/configuration and https://docs.hcaptcha.com/invisible */
interface HcaptchaApi {
  render(
    container: HTMLElement,
    parameters: Omit<BoxParameters, 'size'> & {
      size: BoxParameters['size'] | 'invisible';
      callback: (token: string) => void;
      'error-callback': () => void;
      /** The user closed the pictures. */
      'close-callback': () => void;
      /** The user took too long over the pictures. */
      'chalexpired-callback': () => void;
    },
  ): string;
  execute(widget: string): void;
  reset(widget: string): void;
  remove(widget: string): void;
}

declare global {
  interface Window {
    hcaptcha?: HcaptchaApi;
  }
}

/** Tokens are bound to no action, so one box serves every call of a page. */
function widgets(api: HcaptchaApi, mode: CaptchaMode): LoadedProvider {
  return {
    start(container, options) {
      const parameters = boxParameters(container, options);
      const widget = api.render(container, {
        ...parameters,
        ...(mode === 'invisible' && { size: mode }),
        callback: (token) => options.onPass({ token }),
        'error-callback': options.onFailed,
        'close-callback': options.onClosed,
        'chalexpired-callback': options.onClosed,
      });
      return {
        fits: () => mode === 'invisible' || parameters.size === boxSize(container),
        renew() {
          api.reset(widget);
          if (mode === 'invisible') api.execute(widget);
        },
        remove: () => api.remove(widget),
      };
    },
  };
}

export const hcaptcha = (mode: CaptchaMode): Loader => ({
  query: () => ({ render: 'explicit', hl: providerLanguage(), recaptchacompat: 'off' }),
  loaded: () => {
    const api = window.hcaptcha;
    return api === undefined ? undefined : Promise.resolve(widgets(api, mode));
  },
});
