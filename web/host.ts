import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Path, Place } from './pages.ts';
import type { PageSettings } from './settings.ts';

/** A login page that is not one of these pages. */
export interface LoginPage {
  readonly href: string;
  /** May keep the browser from following the link. */
  readonly follow: (event: MouseEvent) => void;
}

/** Where the person is, and the way on. */
export interface Course {
  current(): Pick<Place, 'path' | 'notice'>;
  go(path: Path, notice: Place['notice'], replace: boolean): void;
  /** Tells of each change that is not by `go`, until the function that it answers is called. */
  follow(changed: () => void): () => void;
}

/** What the pages stand in: a document of their own, or an element of somebody else's. */
export interface Host {
  /** True where the document is somebody else's: its address, title, landmarks and scrolling are not ours. */
  readonly embedded: boolean;
  /** Has the pages' language, direction and properties. */
  readonly root: HTMLElement;
  /** Where the pages' elements are found. */
  readonly tree: Document | ShadowRoot;
  readonly course: Course;
  /** Instead of the page `/`. */
  readonly login?: LoginPage;
  /** Whether the person may choose the language. */
  readonly speaksAny: boolean;
  /** Whether a page was shown already: from then on a change of page moves the focus. */
  shown: boolean;
  readonly loadSettings: () => Promise<PageSettings>;
  readonly entitle: (title: string) => void;
  /** The address of a page, for a tab of its own. */
  readonly hrefOf: (path: Path) => string;
  /** Whether the pages are dark now. */
  readonly dark: () => boolean;
  /** Makes the element in which a provider draws its check, and shows it in the box. */
  readonly holdCheck: (box: HTMLElement) => HTMLElement;
}

export const HostContext = createContext<Host | undefined>(undefined);

export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === undefined) throw new Error('A page was rendered outside of its host');
  return host;
}

export const prefersDark = (): boolean => window.matchMedia('(prefers-color-scheme: dark)').matches;
