import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { text } from '../messages/text.ts';
import { PagesContext } from '../pages.ts';
import { LanguageSelect } from './language-select.tsx';
import { Notice } from './notice.tsx';
import { SupportContact } from './support-contact.tsx';

function useOffline(): boolean {
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return offline;
}

function Mark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" width="36" height="36" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" />
      <circle cx="12.5" cy="16" r="4.5" />
      <path d="M17 16h8m-3 0v4" />
    </svg>
  );
}

/** A logo has the name in it, so it stands alone. */
function Header() {
  const settings = useContext(PagesContext)?.settings;
  if (settings?.brand.logo !== undefined) {
    return <img class="brand-logo" src={settings.brand.logo} alt={settings.productName} />;
  }
  return (
    <>
      <Mark />
      <span class="brand-name">{settings?.productName ?? text('app.lead')}</span>
    </>
  );
}

/** What every page stands in. While the settings are on their way, nothing of a brand is shown: it might be another's. */
export function Frame(props: { loading?: boolean; children?: ComponentChildren }) {
  const offline = useOffline();
  return (
    <div class="frame">
      <header class="brand">{!props.loading && <Header />}</header>
      <div role="status">{offline && <Notice tone="warning">{text('notice.offline')}</Notice>}</div>
      {props.loading ? (
        <main class="card" aria-busy="true">
          <p class="quiet">{text('app.loading')}</p>
        </main>
      ) : (
        <>
          {props.children}
          <footer class="foot">
            <SupportContact />
            <LanguageSelect />
          </footer>
        </>
      )}
    </div>
  );
}
