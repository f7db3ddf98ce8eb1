import type { Page } from 'playwright-core';
import type { EmbedError, EmbedOptions, EmbedStep, Mount } from '../../../client/src/embed.ts';
import type { Endpoints } from '../../../testkit/deployment/endpoints.ts';

/** Origin of another team's page, which the laptop stage allows. Nothing listens there: the test serves the page. */
export const HOST_ORIGIN = 'http://localhost:5173';

const PLAIN = 'body { margin: 0; padding: 1rem; font: 16px/1.5 sans-serif } #search { width: 10rem }';

/** Styles that a site may apply to all elements, and worse ones. */
export const HOSTILE = `
  html { font-size: 62.5%; --ink: #00ff00; --surface: #ff00ff; --accent: #00ff00; --radius: 60px }
  body { letter-spacing: 6px; line-height: 3.5; text-transform: uppercase; font-style: italic; text-align: right }
  * { color: red !important; font-family: cursive !important; --ink: #00ff00 !important; --brand: #00ff00 !important;
  * cursor: wait !important }
  div, section, form, h1, p, button, input, label { display: none; background: yellow !important; border: 7px solid magenta !important }
  #place { display: block }
  #place * { position: fixed !important; opacity: 0.2 !important; visibility: hidden; transform: rotate(9deg) !important }
  #place iframe { position: static !important; opacity: 1 !important; visibility: visible; transform: none !important }
`;

interface Watched {
  mount: Mount;
  handle?: ReturnType<Mount>;
  done: number;
  /** What the pages have told this page. */
  steps: EmbedStep[];
  errors: EmbedError['code'][];
  /** Numbers of listeners and intervals that are still registered, by event. */
  listening: Record<string, number>;
}

declare global {
  interface Window {
    watched: Watched;
  }
}

/** Counts listeners and intervals of window and document. */
function watch(): void {
  const listening: Record<string, number> = {};
  const add = (name: string, count: number) => {
    listening[name] = (listening[name] ?? 0) + count;
  };
  for (const target of [window, document]) {
    const listen = target.addEventListener.bind(target) as Window['addEventListener'];
    const leave = target.removeEventListener.bind(target) as Window['removeEventListener'];
    target.addEventListener = (...listener: Parameters<typeof listen>) => {
      add(listener[0], 1);
      listen(...listener);
    };
    target.removeEventListener = (...listener: Parameters<typeof leave>) => {
      add(listener[0], -1);
      leave(...listener);
    };
  }
  const intervals = new Set<unknown>();
  const begin = window.setInterval.bind(window);
  const end = window.clearInterval.bind(window);
  window.setInterval = ((...timer: Parameters<typeof begin>) => {
    const id = begin(...timer);
    intervals.add(id);
    listening['interval'] = intervals.size;
    return id;
  }) as typeof window.setInterval;
  window.clearInterval = ((id: number) => {
    intervals.delete(id);
    listening['interval'] = intervals.size;
    end(id);
  }) as typeof window.clearInterval;
  window.watched = { mount: () => ({ unmount: () => undefined }), done: 0, steps: [], errors: [], listening };
}

/** The policy that docs/guides/embedding.md asks for, and the page's own style. */
const policyFor = ({ site, recaptcha }: Endpoints): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${site} ${recaptcha}`,
    `connect-src ${site}`,
    `frame-src ${recaptcha}`,
    "style-src 'unsafe-inline'",
  ].join('; ');

const html = (style: string): string => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Our shop</title><style>${style}</style></head>
  <body>
    <main>
      <h1>Our shop</h1>
      <label for="search">Search</label> <input id="search" name="q" autofocus>
      <div id="place"></div>
    </main>
    <script type="module" src="/page.js"></script>
  </body>
</html>`;

/** Opens another team's page, with its style, which imports the module. */
export async function openHostPage(
  page: Page,
  endpoints: Endpoints,
  { style = '', origin = HOST_ORIGIN }: { style?: string; origin?: string } = {},
): Promise<void> {
  const script = `import { mount } from '${endpoints.site}/embed.js';\nwindow.watched.mount = mount;\ndocument.body.dataset.ready = '';`;
  // A page without a server counts as a page of the internet, which needs a permission to reach this machine.
  await page.context().grantPermissions(['local-network-access']);
  await page.addInitScript(watch);
  await page.route(`${origin}/**`, (route) =>
    new URL(route.request().url()).pathname === '/page.js'
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          headers: { 'content-security-policy': policyFor(endpoints) },
          body: html(PLAIN + style),
        }),
  );
  await page.goto(`${origin}/shop?item=7#reviews`);
}

export const imported = (page: Page) => page.locator('body[data-ready]').waitFor({ state: 'attached' });

/** Mounts the pages into `#place`. Steps and errors are kept; with `counted`, calls of `onDone` are counted. */
export const mountIn = (page: Page, options: Omit<EmbedOptions, `on${string}`> = {}, counted = false): Promise<void> =>
  page.evaluate(
    ([given, count]) => {
      const place = document.getElementById('place');
      if (place === null) throw new Error('The page has no place');
      const onDone = () => {
        window.watched.done += 1;
      };
      window.watched.handle = window.watched.mount(place, {
        ...given,
        ...(count && { onDone }),
        onStep: (step) => void window.watched.steps.push(step),
        onError: ({ code }) => void window.watched.errors.push(code),
      });
    },
    [options, counted] as const,
  );

export const unmountIn = (page: Page): Promise<void> => page.evaluate(() => window.watched.handle?.unmount());

/** Returns the state of the document that the pages must not change. */
export const hostState = (page: Page) =>
  page.evaluate(() => ({
    address: location.href,
    entries: history.length,
    state: history.state as unknown,
    title: document.title,
    language: document.documentElement.lang,
    direction: document.documentElement.dir,
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    heading: getComputedStyle(document.querySelector('h1') ?? document.body).cssText,
    local: Object.keys(localStorage),
  }));
