import type { ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Api, apiAt } from './api.ts';
import { applyBrand } from './brand.ts';
import { Frame } from './components/frame.tsx';
import { type Host, HostContext, useHost } from './host.ts';
import { LanguageContext, useLanguageState } from './language.ts';
import type { LanguageChoice } from './language-choice.ts';
import { type Pages, PagesContext, type Path, type Place } from './pages.ts';
import { AccountScreen } from './screens/account.tsx';
import { DoneScreen } from './screens/done.tsx';
import { EnterCodeScreen } from './screens/enter-code.tsx';
import { BrokenScreen, NotFoundScreen } from './screens/errors.tsx';
import { ForgotPasswordScreen } from './screens/forgot-password.tsx';
import { ForgotUserIdScreen } from './screens/forgot-user-id.tsx';
import { LoginScreen } from './screens/login.tsx';
import { NewPasswordScreen } from './screens/new-password.tsx';
import { ReportChangeScreen, ReportScreen } from './screens/report.tsx';
import type { PageSettings } from './settings.ts';

const screens: Readonly<Record<Path, ComponentType>> = {
  '/': LoginScreen,
  '/account': AccountScreen,
  '/forgot-password': ForgotPasswordScreen,
  '/forgot-user-id': ForgotUserIdScreen,
  '/enter-code': EnterCodeScreen,
  '/new-password': NewPasswordScreen,
  '/done': DoneScreen,
  '/report': ReportScreen,
  '/report-change': ReportChangeScreen,
};

/** Screens of a deployment. One with its own login page starts at the reset, and has no account page. */
const screensOf = ({ loginUrl }: PageSettings): typeof screens =>
  loginUrl === undefined ? screens : { ...screens, '/': ForgotPasswordScreen, '/account': NotFoundScreen };

const isPath = (path: string): path is Path => Object.hasOwn(screens, path);

function usePlace(): Pick<Pages, 'place' | 'go'> {
  const { navigation } = useHost();
  const [place, setPlace] = useState<Place>(() => ({ ...navigation.current(), moved: false }));
  useEffect(() => navigation.follow(() => setPlace({ ...navigation.current(), moved: true })), []);
  const go = useMemo<Pages['go']>(
    () =>
      (path, { notice, replace = false } = {}) => {
        navigation.go(path, notice, replace);
        setPlace({ ...navigation.current(), moved: true });
      },
    [],
  );
  return { place, go };
}

/** Calls of the service, whose failures the host gets too. */
function watchedApi({ apiUrl }: PageSettings, { onError }: Host): Api {
  const api = apiAt(apiUrl);
  return async (id, call) => {
    const answer = await api(id, call);
    if (!answer.ok) onError?.(answer.failure.code);
    return answer;
  };
}

type Loading = 'loading' | 'failed' | PageSettings;

/** Parts that outlive a screen. */
type Memory = Pick<Pages, 'session' | 'device'>;

function Screens({ session, device }: Memory) {
  const host = useHost();
  const { place, go } = usePlace();
  const [settings, setSettings] = useState<Loading>('loading');
  const [retried, setRetried] = useState(false);
  const load = () => {
    setSettings('loading');
    host.loadSettings().then(
      (loaded) => {
        applyBrand(loaded.brand, host.root);
        setSettings(loaded);
      },
      (cause: unknown) => {
        host.onError?.('settings', cause);
        setSettings('failed');
      },
    );
  };
  const retry = () => {
    setRetried(true);
    load();
  };
  useEffect(load, []);
  const api = useMemo(() => (typeof settings === 'object' ? watchedApi(settings, host) : undefined), [settings]);
  useEffect(() => {
    if (typeof settings !== 'object' || !isPath(place.path)) return;
    const toReset = place.path === '/' && settings.loginUrl !== undefined;
    host.onStep?.(toReset ? '/forgot-password' : place.path);
  }, [place.path, settings]);

  if (settings === 'failed') return <BrokenScreen onRetry={retry} />;
  if (settings === 'loading' || api === undefined) return <Frame loading />;
  const Screen = isPath(place.path) ? screensOf(settings)[place.path] : NotFoundScreen;
  return (
    <PagesContext.Provider
      value={{ settings, api, session, device, place: { ...place, moved: place.moved || retried }, go }}
    >
      <Frame>
        <Screen key={place.path} />
      </Frame>
    </PagesContext.Provider>
  );
}

/** Renders everything again when the language changes; the state is kept. */
function Translated({ choice, ...memory }: Memory & { choice: LanguageChoice }) {
  return (
    <LanguageContext.Provider value={useLanguageState(choice)}>
      <Screens {...memory} />
    </LanguageContext.Provider>
  );
}

export function App({ host, ...props }: Memory & { host: Host; choice: LanguageChoice }) {
  return (
    <HostContext.Provider value={host}>
      <Translated {...props} />
    </HostContext.Provider>
  );
}
