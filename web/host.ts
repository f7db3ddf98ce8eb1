import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Path, Place } from './pages.ts';
import type { PageSettings } from './settings.ts';

/** A login page outside these pages. */
export interface LoginPage {
  readonly href: string;
  /** Handles a click on the link; it may keep the browser from following it. */
  readonly follow: (event: MouseEvent) => void;
}

/** Place of the user, and changes of it. */
export interface Navigation {
  current(): Pick<Place, 'path' | 'notice'>;
  go(path: Path, notice: Place['notice'], replace: boolean): void;
  /** Calls `changed` on each change that does not come from `go`; returns the function that ends this. */
  follow(changed: () => void): () => void;
}

/** Surroundings of the pages: a document of their own, or an element of another document. */
export interface Host {
  /** True in another document: its address, title, landmarks and scroll position are not ours. */
  readonly embedded: boolean;
  /** Element that holds the pages' language, direction and style properties. */
  readonly root: HTMLElement;
  /** Tree in which the pages find their elements. */
  readonly tree: Document | ShadowRoot;
  readonly navigation: Navigation;
  /** Replaces the page `/`. */
  readonly login?: LoginPage;
  /** Called when a page is shown. */
  readonly onStep?: (path: Path) => void;
  /** Called at each failure that the user meets. */
  readonly onError?: (code: string, cause?: unknown) => void;
  /** Whether the user may choose the language. */
  readonly choosesLanguage: boolean;
  /** Whether a page has been shown: after the first one a change of page moves the focus. */
  shown: boolean;
  readonly loadSettings: () => Promise<PageSettings>;
  readonly setTitle: (title: string) => void;
  /** Returns the address of a page, for a link that is opened in a new tab. */
  readonly hrefOf: (path: Path) => string;
  /** Whether the pages are dark now. */
  readonly dark: () => boolean;
  /** Adds the element into which a captcha provider renders, and shows it in the box. */
  readonly addCaptchaContainer: (box: HTMLElement) => HTMLElement;
}

export const HostContext = createContext<Host | undefined>(undefined);

export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === undefined) throw new Error('A page was rendered outside of its host');
  return host;
}

export const prefersDark = (): boolean => window.matchMedia('(prefers-color-scheme: dark)').matches;
