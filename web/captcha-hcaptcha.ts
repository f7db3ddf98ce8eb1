import { type CaptchaMode, type Loader, providerLanguage, type WidgetApi, widgets } from './captcha-widget.ts';

/** API of hCaptcha: https://docs.hcaptcha.com/configuration and https://docs.hcaptcha.com/invisible */
interface HcaptchaApi extends WidgetApi<string, Closing> {
  remove(widget: string): void;
}

interface Closing {
  /** The user closed the pictures. */
  'close-callback': () => void;
  /** The user took too long over the pictures. */
  'chalexpired-callback': () => void;
}

declare global {
  interface Window {
    hcaptcha?: HcaptchaApi;
  }
}

export const hcaptcha = (mode: CaptchaMode): Loader => ({
  query: () => ({ render: 'explicit', hl: providerLanguage(), recaptchacompat: 'off' }),
  loaded: () => {
    const api = window.hcaptcha;
    if (api === undefined) return undefined;
    const loaded = widgets(api, mode, {
      more: ({ onClosed }) => ({ 'close-callback': onClosed, 'chalexpired-callback': onClosed }),
      remove: (widget) => api.remove(widget),
    });
    return Promise.resolve(loaded);
  },
});
