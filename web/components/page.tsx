import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { language, text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { Notice } from './notice.tsx';
import { Steps } from './steps.tsx';

/** The browser puts the focus of the page that it opened; after that every change of page moves it. */
let anyShown = false;

interface PageProps {
  readonly title: string;
  readonly step?: 1 | 2 | 3 | 4;
  readonly children: ComponentChildren;
}

/** One page: names the document, and moves the focus to the heading when the page or its title changes, but for its language. */
export function Page({ title, step, children }: PageProps) {
  const { settings, place } = usePages();
  const heading = useRef<HTMLHeadingElement>(null);
  const titled = useRef(language());
  useEffect(() => {
    document.title = `${title} · ${settings.productName}`;
    const translated = titled.current !== language();
    titled.current = language();
    if (translated) return;
    if (anyShown || place.moved) heading.current?.focus();
    anyShown = true;
  }, [title]);
  return (
    <main class="card">
      {step !== undefined && <Steps current={step} />}
      <h1 ref={heading} tabIndex={-1} aria-describedby={place.notice === undefined ? undefined : 'notice'}>
        {title}
      </h1>
      {place.notice !== undefined && (
        <Notice tone="info" id="notice">
          {text(place.notice)}
        </Notice>
      )}
      {children}
    </main>
  );
}
