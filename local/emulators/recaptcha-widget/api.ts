/** reCAPTCHA v2's `api.js`, with and without a box, and hCaptcha's, which has the same functions under its own name. */
interface RenderParameters {
  sitekey?: string;
  theme?: string;
  size?: string;
  tabindex?: number | string;
  action?: string;
  /** A function, or the name of a global one. */
  callback?: string | ((token: string) => void);
  'expired-callback'?: string | (() => void);
  'error-callback'?: string | (() => void);
}

(() => {
  interface Widget {
    container: HTMLElement;
    frame: HTMLIFrameElement;
    field: HTMLTextAreaElement;
    parameters: RenderParameters;
  }

  const SIZES = { normal: [304, 78], compact: [164, 144], invisible: [256, 60] } as const;
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const source = new URL(script.src);
  const globals = window as unknown as Record<string, unknown>;
  const widgets: Widget[] = [];
  const isHcaptcha = source.pathname.startsWith('/1/');
  const brand = isHcaptcha ? 'hCaptcha' : 'reCAPTCHA';

  const call = (callback: unknown, ...values: string[]) => {
    const target = typeof callback === 'string' ? globals[callback] : callback;
    if (typeof target === 'function') (target as (...arguments_: string[]) => void)(...values);
  };

  const frameUrl = (id: number, parameters: RenderParameters): string => {
    const url = new URL('/recaptcha/api2/anchor', source);
    const query = {
      k: parameters.sitekey,
      co: location.origin,
      hl: source.searchParams.get('hl'),
      id: String(id),
      theme: parameters.theme,
      size: parameters.size,
      tabindex: parameters.tabindex,
      action: parameters.action,
      brand,
    };
    for (const [name, value] of Object.entries(query))
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
    return url.href;
  };

  const render = (target: string | HTMLElement, parameters: RenderParameters = {}): number => {
    const container = typeof target === 'string' ? document.getElementById(target) : target;
    if (container === null) throw new Error('reCAPTCHA placeholder element must be an element or id');
    if (!parameters.sitekey) throw new Error('Missing required parameters: sitekey');
    if (widgets.some((widget) => widget.container === container && container.contains(widget.frame)))
      throw new Error('reCAPTCHA has already been rendered in this element');
    const id = widgets.length;
    const [width, height] = SIZES[(parameters.size ?? 'normal') as keyof typeof SIZES];
    const frame = document.createElement('iframe');
    frame.title = brand;
    frame.width = String(width);
    frame.height = String(height);
    frame.style.border = '0';
    if (parameters.size === 'invisible') Object.assign(frame.style, { position: 'fixed', right: '0', bottom: '14px' });
    frame.src = frameUrl(id, parameters);
    const field = document.createElement('textarea');
    field.name = 'g-recaptcha-response';
    field.id = id === 0 ? field.name : `${field.name}-${id}`;
    field.style.display = 'none';
    field.setAttribute('aria-hidden', 'true');
    container.append(frame, field);
    widgets.push({ container, frame, field, parameters });
    return id;
  };

  /** hCaptcha names its widgets by strings. */
  const find = (id: number | string = 0): Widget => {
    const widget = widgets[Number(id)];
    if (widget === undefined) throw new Error('Invalid reCAPTCHA client id: ' + id);
    return widget;
  };

  window.addEventListener(
    'message',
    (event: MessageEvent<{ recaptcha?: string; type?: string; token?: string; request?: string } | null>) => {
      if (event.origin !== source.origin) return;
      const widget = widgets.find(({ frame }) => frame.contentWindow === event.source);
      if (widget === undefined || event.data === null) return;
      const { request, token = '' } = event.data;
      // An answer to `execute` has no type of its own.
      const type = event.data.type ?? (request === undefined ? undefined : token === '' ? 'error' : 'token');
      widget.field.value = type === 'token' ? token : '';
      if (type === 'token') call(widget.parameters.callback, token);
      if (type === 'expired') call(widget.parameters['expired-callback']);
      if (type === 'error') call(widget.parameters['error-callback']);
    },
  );

  /** Frames that are loaded; a message before that is lost. */
  const loaded = new WeakMap<HTMLIFrameElement, Promise<void>>();

  const renderWatched = (target: string | HTMLElement, parameters?: RenderParameters): number => {
    const id = render(target, parameters);
    const { frame } = find(id);
    loaded.set(frame, new Promise((resolve) => frame.addEventListener('load', () => resolve(), { once: true })));
    return id;
  };

  const execute = async (id?: number | string): Promise<void> => {
    const { frame, parameters } = find(id);
    await loaded.get(frame);
    const { action } = parameters;
    frame.contentWindow?.postMessage({ recaptcha: 'execute', request: String(id ?? 0), action }, source.origin);
  };

  const api = {
    ready: (callback: () => void) => queueMicrotask(callback),
    render: renderWatched,
    execute,
    getResponse: (id?: number | string) => find(id).field.value,
    reset: (id?: number | string) => {
      const { frame, field } = find(id);
      field.value = '';
      frame.contentWindow?.postMessage({ recaptcha: 'reset' }, source.origin);
    },
  };
  if (isHcaptcha) {
    const remove = (id?: number | string) => find(id).container.replaceChildren();
    globals['hcaptcha'] = {
      ...api,
      render: (target: string | HTMLElement, parameters?: RenderParameters) =>
        String(renderWatched(target, parameters)),
      remove,
    };
  } else globals['grecaptcha'] = api;

  const renderAll = () => {
    for (const element of document.querySelectorAll<HTMLElement>(isHcaptcha ? '.h-captcha' : '.g-recaptcha')) {
      const { expiredCallback, errorCallback, ...parameters } = element.dataset;
      render(element, { ...parameters, 'expired-callback': expiredCallback, 'error-callback': errorCallback });
    }
  };

  const start = () => {
    if (source.searchParams.get('render') !== 'explicit') renderAll();
    call(source.searchParams.get('onload'));
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else setTimeout(start);
})();
