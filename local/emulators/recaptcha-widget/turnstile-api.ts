interface TurnstileParameters {
  sitekey?: string;
  action?: string;
  theme?: string;
  callback?: (token: string) => void;
  'expired-callback'?: () => void;
  'error-callback'?: (code: string) => void;
}

/** Turnstile's `api.js?render=explicit`: a widget in a frame, named by a string. */
(() => {
  interface Widget {
    container: HTMLElement;
    frame: HTMLIFrameElement;
    parameters: TurnstileParameters;
  }

  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const source = new URL(script.src);
  const widgets = new Map<string, Widget>();
  let made = 0;

  const frameUrl = (id: string, { sitekey = '', action = '', theme = 'auto' }: TurnstileParameters): string => {
    const url = new URL('/recaptcha/api2/anchor', source);
    const dark = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const query = { k: sitekey, co: location.origin, id, action, theme: theme === 'auto' ? dark : theme };
    url.search = new URLSearchParams({ ...query, brand: 'Turnstile' }).toString();
    return url.href;
  };

  const render = (target: string | HTMLElement, parameters: TurnstileParameters = {}): string => {
    const container = typeof target === 'string' ? document.querySelector<HTMLElement>(target) : target;
    if (container === null) throw new Error('[Cloudflare Turnstile] Unable to find a container.');
    if (!parameters.sitekey) throw new Error('[Cloudflare Turnstile] Missing "sitekey".');
    made += 1;
    const id = `cf-chl-widget-${made}`;
    const frame = document.createElement('iframe');
    frame.title = 'Turnstile';
    frame.width = '304';
    frame.height = '78';
    frame.style.border = '0';
    frame.src = frameUrl(id, parameters);
    container.append(frame);
    widgets.set(id, { container, frame, parameters });
    return id;
  };

  window.addEventListener('message', (event: MessageEvent<{ type?: string; token?: string } | null>) => {
    if (event.origin !== source.origin) return;
    const widget = [...widgets.values()].find(({ frame }) => frame.contentWindow === event.source);
    if (widget === undefined || event.data === null) return;
    const { type, token = '' } = event.data;
    if (type === 'token') widget.parameters.callback?.(token);
    if (type === 'expired') widget.parameters['expired-callback']?.();
    if (type === 'error') widget.parameters['error-callback']?.('300030');
  });

  (window as unknown as Record<string, unknown>)['turnstile'] = {
    render,
    reset: (id: string) => widgets.get(id)?.frame.contentWindow?.postMessage({ recaptcha: 'reset' }, source.origin),
    remove: (id: string) => {
      widgets.get(id)?.frame.remove();
      widgets.delete(id);
    },
  };
})();
