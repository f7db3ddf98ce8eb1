import { loaderOf } from './captcha-providers.ts';
import type { CaptchaKind, LoadedProvider } from './captcha-widget.ts';

export interface CaptchaScriptSettings extends CaptchaKind {
  /** Both absent where the provider is part of these pages. */
  readonly captchaSiteKey?: string;
  readonly captchaScriptUrl?: string;
}

/** Milliseconds until the script counts as missing: a page that waits longer looks broken. */
const TIMEOUT = 15_000;

let loading: Promise<LoadedProvider> | undefined;

async function load(settings: CaptchaScriptSettings): Promise<LoadedProvider> {
  const { captchaSiteKey = '', captchaScriptUrl = '' } = settings;
  const loader = loaderOf(settings);
  if ('start' in loader) return loader;
  const url = new URL(captchaScriptUrl);
  for (const [name, value] of Object.entries(loader.query(captchaSiteKey))) url.searchParams.set(name, value);
  const script = document.createElement('script');
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<LoadedProvider>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('The captcha took too long to load')), TIMEOUT);
      script.onerror = () => reject(new Error('The captcha could not be loaded'));
      script.onload = () => {
        const loaded = loader.loaded();
        if (loaded === undefined) reject(new Error('The captcha script is not the expected one'));
        else loaded.then(resolve, reject);
      };
      script.async = true;
      script.src = url.href;
      document.head.append(script);
    });
  } catch (error) {
    script.remove();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Loads the provider's script once for all pages; after a failure the next call tries again. */
export function loadCaptcha(settings: CaptchaScriptSettings): Promise<LoadedProvider> {
  loading ??= load(settings).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
