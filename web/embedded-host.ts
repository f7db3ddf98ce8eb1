import type { EmbedOptions, EmbedStep } from '../client/src/embed.ts';
import { type Host, type LoginPage, type Navigation, prefersDark } from './host.ts';
import type { Path, Place } from './pages.ts';
import { loadSettings, type PageSettings, parseSettings } from './settings.ts';

const STARTS: Readonly<Record<NonNullable<EmbedOptions['start']>, Path>> = {
  'forgot-password': '/forgot-password',
  'forgot-user-id': '/forgot-user-id',
  'log-in': '/',
};

const isStart = (start: string): start is keyof typeof STARTS => Object.hasOwn(STARTS, start);

function startOf({ start = 'forgot-password' }: EmbedOptions): Path {
  if (isStart(start)) return STARTS[start];
  throw new TypeError(`mount: start is ${String(start)}; the pages to start at are ${Object.keys(STARTS).join(', ')}`);
}

/** Names of the pages for the embedding page. */
const STEPS: Readonly<Record<Path, EmbedStep>> = {
  '/': 'log-in',
  '/account': 'account',
  '/forgot-password': 'forgot-password',
  '/forgot-user-id': 'forgot-user-id',
  '/enter-code': 'enter-code',
  '/new-password': 'new-password',
  '/done': 'done',
  '/report': 'report',
  '/report-change': 'report',
};

/** Navigation in memory; the document's address and history stay as they are. */
function navigationFrom(start: Path, login: LoginPage | undefined): Navigation {
  let place: Pick<Place, 'path' | 'notice'> = { path: start };
  return {
    current: () => place,
    go(path, notice) {
      // A login page outside these pages cannot show the notice.
      place = { path: path === '/' && login !== undefined ? '/forgot-password' : path, notice };
    },
    follow: () => () => undefined,
  };
}

function loginPageOf({ loginUrl, onDone }: EmbedOptions, site: string): LoginPage | undefined {
  if (loginUrl === undefined && onDone === undefined) return undefined;
  return {
    href: new URL(loginUrl ?? site, document.baseURI).href,
    follow(event) {
      if (onDone === undefined) return;
      event.preventDefault();
      onDone();
    },
  };
}

/**
 * The deployment's settings for another document: the API's path is one on the host of the pages, and the texts of the
 * embedding page replace the deployment's.
 */
function embedded(settings: PageSettings, site: string, texts: EmbedOptions['texts'] = {}): PageSettings {
  const merged: Record<string, unknown> = { ...settings.brand.texts };
  for (const [language, own] of Object.entries(texts)) merged[language] = { ...Object(merged[language]), ...own };
  return { ...settings, apiUrl: new URL(settings.apiUrl, site).href, brand: { ...settings.brand, texts: merged } };
}

function settingsOf({ config, configUrl, texts }: EmbedOptions, site: string): Host['loadSettings'] {
  if (config === undefined) {
    const url = new URL(configUrl ?? new URL('config.json', site), document.baseURI);
    return async () => embedded(await loadSettings(url.href), site, texts);
  }
  const settings = embedded(parseSettings(config), site, texts);
  return () => Promise.resolve(settings);
}

/** Elements of the embedded pages. */
export interface EmbeddedPlace {
  /** Element in the document itself, whose styles and scripts reach its children. */
  readonly box: HTMLElement;
  readonly tree: ShadowRoot;
  readonly root: HTMLElement;
}

/**
 * Host in an element of another document; `site` is the address of the hosted pages.
 *
 * @throws TypeError if an option is wrong; the message names it
 */
export function embeddedHost({ box, tree, root }: EmbeddedPlace, options: EmbedOptions, site: string): Host {
  const login = loginPageOf(options, site);
  const { colorScheme } = options;
  let captchas = 0;
  return {
    embedded: true,
    root,
    tree,
    choosesLanguage: options.language === undefined,
    shown: false,
    navigation: navigationFrom(startOf(options), login),
    ...(login !== undefined && { login }),
    onStep: (path) => options.onStep?.(STEPS[path]),
    onError: (code, cause) => options.onError?.({ code, cause }),
    loadSettings: settingsOf(options, site),
    setTitle: () => undefined,
    hrefOf: (path) => new URL(path, site).href,
    dark: () => (colorScheme === undefined ? prefersDark() : colorScheme === 'dark'),
    // Google's captcha does not work in a shadow tree, so it is a child of the box and is shown through a slot.
    addCaptchaContainer(place) {
      captchas += 1;
      const slot = document.createElement('slot');
      slot.name = `captcha-${captchas}`;
      const container = document.createElement('div');
      container.slot = slot.name;
      place.append(slot);
      box.append(container);
      return container;
    },
  };
}
