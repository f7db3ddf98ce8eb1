import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useHost } from '../host.ts';
import { text } from '../messages/text.ts';
import { PagesContext } from '../pages.ts';
import { LanguageSelect } from './language-select.tsx';
import { SupportContact } from './link.tsx';
import { Notice } from './notice.tsx';
import { Card } from './page.tsx';

function useOffline(): boolean {
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const update = () => setOffline(!navigator.onLine);
    window.addEventListener('online', update);
    window.addEventListener('offline', update);
    return () => {
      window.removeEventListener('online', update);
      window.removeEventListener('offline', update);
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

/** The brand's logo, which contains the name, or our mark with the product's name. */
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

/** Frame of every page. Until the settings are loaded it shows no brand, because ours may not be the right one. */
export function Frame(props: { loading?: boolean; children?: ComponentChildren }) {
  const offline = useOffline();
  const host = useHost();
  return (
    <div class="frame" part="card">
      {!host.embedded && <header class="brand">{!props.loading && <Header />}</header>}
      <div role="status">{offline && <Notice tone="warning">{text('notice.offline')}</Notice>}</div>
      {props.loading ? (
        <Card busy>
          <p class="quiet">{text('app.loading')}</p>
        </Card>
      ) : (
        <>
          {props.children}
          <footer class="foot">
            <SupportContact />
            {host.choosesLanguage && <LanguageSelect />}
          </footer>
        </>
      )}
    </div>
  );
}
