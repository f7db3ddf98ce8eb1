import { language } from './messages/text.ts';

/** What is used of the provider's widget (https://developers.google.com/recaptcha/docs/display). */
export interface Widgets {
  render(
    container: HTMLElement,
    parameters: {
      sitekey: string;
      action: string;
      theme: 'light' | 'dark';
      callback: (token: string) => void;
      'expired-callback': () => void;
      'error-callback': () => void;
    },
  ): number;
  reset(widget: number): void;
  /** Calls back when the second script, which has `render`, is there. */
  ready?(callback: () => void): void;
}

declare global {
  interface Window {
    grecaptcha?: Widgets;
  }
}

/** Milliseconds: a page that waits longer looks broken. */
const PATIENCE = 15_000;

let loading: Promise<Widgets> | undefined;

async function load(scriptUrl: string): Promise<Widgets> {
  const url = new URL(scriptUrl);
  url.searchParams.set('render', 'explicit');
  url.searchParams.set('hl', language);
  const script = document.createElement('script');
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<Widgets>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('The human check took too long to load')), PATIENCE);
      script.onerror = () => reject(new Error('The human check could not be loaded'));
      script.onload = () => {
        const widgets = window.grecaptcha;
        if (widgets === undefined) reject(new Error('The script of the human check has no widget'));
        else if (widgets.ready === undefined) resolve(widgets);
        else widgets.ready(() => resolve(widgets));
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
export function loadHumanCheck(scriptUrl: string): Promise<Widgets> {
  loading ??= load(scriptUrl).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
