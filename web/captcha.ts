import type { CaptchaProvider } from '../functions/operations/fields.ts';
import { type Captchas, loaders } from './captcha-providers.ts';

export interface CaptchaPageSettings {
  readonly captchaProvider: CaptchaProvider;
  readonly captchaSiteKey: string;
  readonly captchaScriptUrl: string;
}

/** Milliseconds: a page that waits longer looks broken. */
const PATIENCE = 15_000;

let loading: Promise<Captchas> | undefined;

async function load({ captchaProvider, captchaSiteKey, captchaScriptUrl }: CaptchaPageSettings): Promise<Captchas> {
  const loader = loaders[captchaProvider];
  const url = new URL(captchaScriptUrl);
  for (const [name, value] of Object.entries(loader.query(captchaSiteKey))) url.searchParams.set(name, value);
  const script = document.createElement('script');
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<Captchas>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('The human check took too long to load')), PATIENCE);
      script.onerror = () => reject(new Error('The human check could not be loaded'));
      script.onload = () => {
        const checks = loader.checks();
        if (checks === undefined) reject(new Error('The script of the human check is not the one that was expected'));
        else checks.then(resolve, reject);
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
export function loadCaptcha(settings: CaptchaPageSettings): Promise<Captchas> {
  loading ??= load(settings).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
