interface TurnstileParameters {
  sitekey?: string;
  action?: string;
  theme?: string;
  size?: 'normal' | 'compact';
  /** `interaction-only`: the box shows only where an act of the user is wanted. */
  appearance?: 'always' | 'interaction-only';
  'refresh-expired'?: 'auto' | 'manual';
  callback?: (token: string) => void;
  'expired-callback'?: () => void;
  'error-callback'?: (code: string) => void;
  'before-interactive-callback'?: () => void;
}

/** Turnstile's `api.js?render=explicit`: a widget in a frame, named by a string. */
(() => {
  interface Widget {
    container: HTMLElement;
    frame: HTMLIFrameElement;
    parameters: TurnstileParameters;
  }

  const SIZES = { normal: ['304', '78'], compact: ['164', '144'] } as const;
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const source = new URL(script.src);
  const widgets = new Map<string, Widget>();
  let made = 0;

  const isUnseen = ({ appearance }: TurnstileParameters): boolean => appearance === 'interaction-only';

  const frameUrl = (id: string, parameters: TurnstileParameters): string => {
    const { sitekey = '', action = '', theme = 'auto', size = 'normal' } = parameters;
    const url = new URL('/recaptcha/api2/anchor', source);
    const dark = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const query = { k: sitekey, co: location.origin, id, action, size, theme: theme === 'auto' ? dark : theme };
    url.search = new URLSearchParams({ ...query, brand: 'Turnstile' }).toString();
    if (isUnseen(parameters)) url.searchParams.set('unseen', 'true');
    return url.href;
  };

  const resize = (frame: HTMLIFrameElement, [width, height]: readonly [string, string]) => {
    frame.width = width;
    frame.height = height;
  };

  const render = (target: string | HTMLElement, parameters: TurnstileParameters = {}): string => {
    const container = typeof target === 'string' ? document.querySelector<HTMLElement>(target) : target;
    if (container === null) throw new Error('[Cloudflare Turnstile] Unable to find a container.');
    if (!parameters.sitekey) throw new Error('[Cloudflare Turnstile] Missing "sitekey".');
    made += 1;
    const id = `cf-chl-widget-${made}`;
    const frame = document.createElement('iframe');
    frame.title = 'Turnstile';
    frame.style.border = '0';
    resize(frame, isUnseen(parameters) ? ['0', '0'] : SIZES[parameters.size ?? 'normal']);
    if (isUnseen(parameters)) frame.tabIndex = -1;
    frame.src = frameUrl(id, parameters);
    container.append(frame);
    widgets.set(id, { container, frame, parameters });
    return id;
  };

  const send = ({ frame }: Widget, recaptcha: 'reset' | 'begin') =>
    frame.contentWindow?.postMessage({ recaptcha }, source.origin);

  window.addEventListener('message', (event: MessageEvent<{ type?: string; token?: string } | null>) => {
    if (event.origin !== source.origin) return;
    const widget = [...widgets.values()].find(({ frame }) => frame.contentWindow === event.source);
    if (widget === undefined || event.data === null) return;
    const { frame, parameters } = widget;
    const { type, token = '' } = event.data;
    if (type === 'token') parameters.callback?.(token);
    if (type === 'expired') {
      parameters['expired-callback']?.();
      if (parameters['refresh-expired'] === 'auto') send(widget, 'begin');
    }
    if (type === 'error') parameters['error-callback']?.('300030');
    if (type === 'interactive') {
      resize(frame, SIZES[parameters.size ?? 'normal']);
      frame.removeAttribute('tabindex');
      parameters['before-interactive-callback']?.();
    }
  });

  (window as unknown as Record<string, unknown>)['turnstile'] = {
    render,
    reset: (id: string) => {
      const widget = widgets.get(id);
      if (widget === undefined) return;
      send(widget, 'reset');
      if (isUnseen(widget.parameters)) send(widget, 'begin');
    },
    remove: (id: string) => {
      widgets.get(id)?.frame.remove();
      widgets.delete(id);
    },
  };
})();
