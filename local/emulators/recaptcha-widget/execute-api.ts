/** reCAPTCHA v3's `api.js?render=<site key>` and Enterprise's `enterprise.js`: no box, a badge, and `execute`. */
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const source = new URL(script.src);
  const siteKey = source.searchParams.get('render') ?? '';
  const waiting = new Map<string, { resolve: (token: string) => void; reject: (error: Error) => void }>();
  let asked = 0;

  const badge = document.createElement('iframe');
  const shown = new Promise<void>((resolve) => {
    badge.addEventListener('load', () => resolve(), { once: true });
  });
  badge.title = 'reCAPTCHA';
  badge.width = '256';
  badge.height = '60';
  Object.assign(badge.style, { position: 'fixed', right: '0', bottom: '14px', border: '0' });
  const url = new URL('/recaptcha/api2/anchor', source);
  url.search = new URLSearchParams({ k: siteKey, co: location.origin, id: 'badge', size: 'invisible' }).toString();
  badge.src = url.href;
  const start = () => document.body.append(badge);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();

  window.addEventListener(
    'message',
    (event: MessageEvent<{ request?: string; token?: string; error?: string } | null>) => {
      if (event.origin !== source.origin || event.source !== badge.contentWindow) return;
      const { request = '', token, error } = event.data ?? {};
      const caller = waiting.get(request);
      waiting.delete(request);
      if (token === undefined) caller?.reject(new Error(error ?? 'Error'));
      else caller?.resolve(token);
    },
  );

  const client = {
    ready: async (callback: () => void): Promise<void> => {
      await shown;
      callback();
    },
    execute: async (key: string, { action }: { action?: string } = {}): Promise<string> => {
      if (key !== siteKey) throw new Error('Invalid site key or not loaded in api.js: ' + key);
      await shown;
      asked += 1;
      const request = String(asked);
      return new Promise<string>((resolve, reject) => {
        waiting.set(request, { resolve, reject });
        badge.contentWindow?.postMessage({ recaptcha: 'execute', request, action }, source.origin);
      });
    },
  };
  const enterprise = source.pathname.endsWith('/enterprise.js');
  (window as unknown as Record<string, unknown>)['grecaptcha'] = enterprise ? { enterprise: client } : client;
})();
