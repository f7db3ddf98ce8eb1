import type { EmbedOptions } from '../client/src/embed.ts';
import { type Course, type Host, type LoginPage, prefersDark } from './host.ts';
import type { Path, Place } from './pages.ts';
import { loadSettings, parseSettings } from './settings.ts';

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

/** In memory alone: the document's address and history are left as they are. */
function courseFrom(start: Path, login: LoginPage | undefined): Course {
  let place: Pick<Place, 'path' | 'notice'> = { path: start };
  return {
    current: () => place,
    go(path, notice) {
      // A login page elsewhere cannot show the notice.
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

function settingsOf({ config, configUrl }: EmbedOptions, site: string): Host['loadSettings'] {
  if (config === undefined) {
    const url = new URL(configUrl ?? new URL('config.json', site), document.baseURI);
    return () => loadSettings(url.href);
  }
  const settings = parseSettings(config);
  return () => Promise.resolve(settings);
}

/** Where the embedded pages are drawn. */
export interface EmbeddedPlace {
  /** In the light tree: what is put into it is under the document's own rules. */
  readonly box: HTMLElement;
  readonly tree: ShadowRoot;
  readonly root: HTMLElement;
}

/**
 * An element of somebody else's page, with `site` as the address of the hosted pages.
 *
 * @throws TypeError where an option is wrong; the message names it
 */
export function embeddedHost({ box, tree, root }: EmbeddedPlace, options: EmbedOptions, site: string): Host {
  const login = loginPageOf(options, site);
  const { colorScheme } = options;
  let checks = 0;
  return {
    embedded: true,
    root,
    tree,
    speaksAny: options.language === undefined,
    shown: false,
    course: courseFrom(startOf(options), login),
    ...(login !== undefined && { login }),
    loadSettings: settingsOf(options, site),
    entitle: () => undefined,
    hrefOf: (path) => new URL(path, site).href,
    dark: () => (colorScheme === undefined ? prefersDark() : colorScheme === 'dark'),
    // Google's check does not work within a shadow tree, so it stands in the light one and is shown through a slot.
    holdCheck(place) {
      checks += 1;
      const slot = document.createElement('slot');
      slot.name = `captcha-${checks}`;
      const holder = document.createElement('div');
      holder.slot = slot.name;
      place.append(slot);
      box.append(holder);
      return holder;
    },
  };
}
