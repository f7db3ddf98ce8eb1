import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useHost } from '../host.ts';
import { language, text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { Card } from './card.tsx';
import { Notice } from './notice.tsx';
import { Steps } from './steps.tsx';

interface PageProps {
  readonly title: string;
  readonly step?: 1 | 2 | 3 | 4;
  readonly children: ComponentChildren;
}

/** One page: names the document, and moves the focus to the heading when the page or its title changes, but for its language. */
export function Page({ title, step, children }: PageProps) {
  const { settings, place } = usePages();
  const host = useHost();
  const heading = useRef<HTMLHeadingElement>(null);
  const titled = useRef(language());
  useEffect(() => {
    host.entitle(`${title} · ${settings.productName}`);
    const translated = titled.current !== language();
    titled.current = language();
    if (translated) return;
    // The browser puts the focus of the page that it opened.
    if (host.shown || place.moved) heading.current?.focus();
    host.shown = true;
  }, [title]);
  return (
    <Card>
      {step !== undefined && <Steps current={step} />}
      <h1
        ref={heading}
        tabIndex={-1}
        aria-level={host.embedded ? 2 : undefined}
        aria-describedby={place.notice === undefined ? undefined : 'notice'}
      >
        {title}
      </h1>
      {place.notice !== undefined && (
        <Notice tone="info" id="notice">
          {text(place.notice)}
        </Notice>
      )}
      {children}
    </Card>
  );
}
