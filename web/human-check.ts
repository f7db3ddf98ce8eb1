import type { CaptchaProvider } from '../functions/schemas.ts';
import { type HumanChecks, loaders } from './human-check-providers.ts';

export interface HumanCheckSettings {
  readonly captchaProvider: CaptchaProvider;
  readonly captchaSiteKey: string;
  readonly captchaScriptUrl: string;
}

/** Milliseconds: a page that waits longer looks broken. */
const PATIENCE = 15_000;

let loading: Promise<HumanChecks> | undefined;

async function load({ captchaProvider, captchaSiteKey, captchaScriptUrl }: HumanCheckSettings): Promise<HumanChecks> {
  const loader = loaders[captchaProvider];
  const url = new URL(captchaScriptUrl);
  for (const [name, value] of Object.entries(loader.query(captchaSiteKey))) url.searchParams.set(name, value);
  const script = document.createElement('script');
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<HumanChecks>((resolve, reject) => {
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
export function loadHumanCheck(settings: HumanCheckSettings): Promise<HumanChecks> {
  loading ??= load(settings).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
