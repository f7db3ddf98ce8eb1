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

  const SIZES = { normal: [304, 78], compact: [164, 144] } as const;
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const source = new URL(script.src);
  const globals = window as unknown as Record<string, unknown>;
  const widgets: Widget[] = [];

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
    const [width, height] = parameters.size === 'compact' ? SIZES.compact : SIZES.normal;
    const frame = document.createElement('iframe');
    frame.title = 'reCAPTCHA';
    frame.width = String(width);
    frame.height = String(height);
    frame.style.border = '0';
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

  const find = (id = 0): Widget => {
    const widget = widgets[id];
    if (widget === undefined) throw new Error('Invalid reCAPTCHA client id: ' + id);
    return widget;
  };

  window.addEventListener(
    'message',
    (event: MessageEvent<{ recaptcha?: string; type?: string; token?: string } | null>) => {
      if (event.origin !== source.origin) return;
      const widget = widgets.find(({ frame }) => frame.contentWindow === event.source);
      if (widget === undefined || event.data === null) return;
      const { type, token = '' } = event.data;
      widget.field.value = type === 'token' ? token : '';
      if (type === 'token') call(widget.parameters.callback, token);
      if (type === 'expired') call(widget.parameters['expired-callback']);
      if (type === 'error') call(widget.parameters['error-callback']);
    },
  );

  globals['grecaptcha'] = {
    ready: (callback: () => void) => queueMicrotask(callback),
    render,
    getResponse: (id?: number) => find(id).field.value,
    reset: (id?: number) => {
      const { frame, field } = find(id);
      field.value = '';
      frame.contentWindow?.postMessage({ recaptcha: 'reset' }, source.origin);
    },
  };

  const renderAll = () => {
    for (const element of document.querySelectorAll<HTMLElement>('.g-recaptcha')) {
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
