import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { text } from '../messages/text.ts';
import { LanguageSelect } from './language-select.tsx';
import { Notice } from './notice.tsx';

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

/** What every page stands in. */
export function Frame(props: { productName?: string; loading?: boolean; children?: ComponentChildren }) {
  const offline = useOffline();
  return (
    <div class="frame">
      <header class="brand">
        <svg class="brand-mark" viewBox="0 0 32 32" width="36" height="36" aria-hidden="true" focusable="false">
          <rect width="32" height="32" rx="9" />
          <circle cx="12.5" cy="16" r="4.5" />
          <path d="M17 16h8m-3 0v4" />
        </svg>
        <span class="brand-name">{props.productName ?? text('app.lead')}</span>
      </header>
      <div role="status">{offline && <Notice tone="warning">{text('notice.offline')}</Notice>}</div>
      {props.loading ? (
        <main class="card" aria-busy="true">
          <p class="quiet">{text('app.loading')}</p>
        </main>
      ) : (
        <>
          {props.children}
          <LanguageSelect />
        </>
      )}
    </div>
  );
}
