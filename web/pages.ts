import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from './api.ts';
import type { KnownDevice } from './known-device.ts';
import type { PlainMessageKey } from './messages/translation.ts';
import type { Path } from './paths.ts';
import type { TabSession } from './session.ts';
import type { PageSettings } from './settings.ts';

export type { Path } from './paths.ts';

/** The page that the user is on. `notice` says why they were sent there. */
export interface Place {
  readonly path: string;
  readonly notice?: PlainMessageKey;
  /** False for the page that the browser opened: only a later change of page moves the focus. */
  readonly moved: boolean;
}

export interface Pages {
  readonly settings: PageSettings;
  readonly api: Api;
  readonly session: TabSession;
  readonly device: KnownDevice;
  readonly place: Place;
  /** Opens a page; `replace` removes the present page from the browser's history. */
  readonly go: (path: Path, how?: { notice?: PlainMessageKey; replace?: boolean }) => void;
}

export const PagesContext = createContext<Pages | undefined>(undefined);

export function usePages(): Pages {
  const pages = useContext(PagesContext);
  if (pages === undefined) throw new Error('A screen was rendered outside of the pages');
  return pages;
}
