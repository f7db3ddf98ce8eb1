import type { ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { apiAt } from './api.ts';
import { Frame } from './components/frame.tsx';
import { type LanguageChoice, LanguageContext, useLanguageState } from './language.ts';
import { type Pages, PagesContext, type Path, type Place } from './pages.ts';
import { AccountScreen } from './screens/account.tsx';
import { BrokenScreen } from './screens/broken.tsx';
import { DoneScreen } from './screens/done.tsx';
import { EnterCodeScreen } from './screens/enter-code.tsx';
import { ForgotPasswordScreen } from './screens/forgot-password.tsx';
import { ForgotUserIdScreen } from './screens/forgot-user-id.tsx';
import { LoginScreen } from './screens/login.tsx';
import { NewPasswordScreen } from './screens/new-password.tsx';
import { NotFoundScreen } from './screens/not-found.tsx';
import { ReportScreen } from './screens/report.tsx';
import type { TabSession } from './session.ts';
import { loadSettings, type PageSettings } from './settings.ts';

const screens: Readonly<Record<Path, ComponentType>> = {
  '/': LoginScreen,
  '/account': AccountScreen,
  '/forgot-password': ForgotPasswordScreen,
  '/forgot-user-id': ForgotUserIdScreen,
  '/enter-code': EnterCodeScreen,
  '/new-password': NewPasswordScreen,
  '/done': DoneScreen,
  '/report': ReportScreen,
};

/** Without a login page among them the pages begin where a reset does. */
const screensOf = ({ loginUrl }: PageSettings): typeof screens =>
  loginUrl === undefined ? screens : { ...screens, '/': ForgotPasswordScreen, '/account': NotFoundScreen };

const isPath = (path: string): path is Path => Object.hasOwn(screens, path);

/** The place that the browser's address names; the notice is kept with the history entry, not in the address. */
function currentPlace(moved: boolean): Place {
  const path = window.location.pathname.replace(/(.)\/+$/, '$1');
  const state = window.history.state as Pick<Place, 'notice'> | null;
  return { path, notice: state?.notice, moved };
}

function usePlace(): Pick<Pages, 'place' | 'go'> {
  const [place, setPlace] = useState(() => currentPlace(false));
  useEffect(() => {
    const follow = () => setPlace(currentPlace(true));
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const go = useMemo<Pages['go']>(
    () =>
      (path, { notice, replace = false } = {}) => {
        window.history[replace ? 'replaceState' : 'pushState']({ notice }, '', path);
        window.scrollTo(0, 0);
        setPlace({ path, notice, moved: true });
      },
    [],
  );
  return { place, go };
}

type Loading = 'loading' | 'failed' | PageSettings;

function Screens({ session }: { session: TabSession }) {
  const { place, go } = usePlace();
  const [settings, setSettings] = useState<Loading>('loading');
  const [retried, setRetried] = useState(false);
  const load = () => {
    setSettings('loading');
    loadSettings().then(setSettings, () => setSettings('failed'));
  };
  const retry = () => {
    setRetried(true);
    load();
  };
  useEffect(load, []);
  const api = useMemo(() => (typeof settings === 'object' ? apiAt(settings.apiUrl) : undefined), [settings]);

  if (settings === 'failed') return <BrokenScreen onRetry={retry} />;
  if (settings === 'loading' || api === undefined) return <Frame loading />;
  const Screen = isPath(place.path) ? screensOf(settings)[place.path] : NotFoundScreen;
  return (
    <PagesContext.Provider value={{ settings, api, session, place: { ...place, moved: place.moved || retried }, go }}>
      <Frame productName={settings.productName}>
        <Screen key={place.path} />
      </Frame>
    </PagesContext.Provider>
  );
}

/** Everything is drawn again when the language changes, and keeps its state. */
export function App({ session, choice }: { session: TabSession; choice: LanguageChoice }) {
  return (
    <LanguageContext.Provider value={useLanguageState(choice)}>
      <Screens session={session} />
    </LanguageContext.Provider>
  );
}
