import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useHost } from '../host.ts';
import { language, text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { Notice } from './notice.tsx';

/** Surface of a page: the main landmark, unless the pages are embedded in another document. */
export function Card(props: { busy?: boolean; children: ComponentChildren }) {
  const Element = useHost().embedded ? 'div' : 'main';
  return (
    <Element class="card" aria-busy={props.busy}>
      {props.children}
    </Element>
  );
}

const STEP_NAMES = ['steps.account', 'steps.code', 'steps.password', 'steps.done'] as const;

/** Progress of the journey, from step 1 to step 4. */
function Steps({ current }: { current: 1 | 2 | 3 | 4 }) {
  return (
    <ol class="steps" aria-label={text('steps.label', { step: String(current), steps: String(STEP_NAMES.length) })}>
      {STEP_NAMES.map((name, index) => {
        const step = index + 1;
        const state = step < current ? 'past' : step === current ? 'current' : 'ahead';
        return (
          <li key={name} class={`step step-${state}`} aria-current={step === current ? 'step' : undefined}>
            {text(name)}
          </li>
        );
      })}
    </ol>
  );
}

/** Returns the first field of a page that the user has to fill in. */
function emptyField(page: Element | null | undefined): HTMLInputElement | undefined {
  const fields = page?.querySelectorAll<HTMLInputElement>('form input:not([hidden])') ?? [];
  return Array.from(fields).find(({ value }) => value === '');
}

interface PageProps {
  readonly title: string;
  readonly step?: 1 | 2 | 3 | 4;
  /** Element to move the focus to, where the page shows one that matters more than its first field. */
  readonly focus?: RefObject<HTMLElement | null>;
  readonly children: ComponentChildren;
}

/**
 * One page. It sets the document's title. When the page or its title changes, it moves the focus to the first field,
 * or to the heading if nothing is to be typed, unless only the language changed.
 */
export function Page({ title, step, focus, children }: PageProps) {
  const { settings, place } = usePages();
  const host = useHost();
  const heading = useRef<HTMLHeadingElement>(null);
  const titleLanguage = useRef(language());
  useEffect(() => {
    host.setTitle(`${title} · ${settings.productName}`);
    const translated = titleLanguage.current !== language();
    titleLanguage.current = language();
    if (translated) return;
    // An embedding page has set the focus itself. A notice is read before the form.
    const first = !host.shown && !place.moved;
    const field = place.notice === undefined ? emptyField(heading.current?.parentElement) : undefined;
    const target = focus?.current ?? field;
    if (!first || (!host.embedded && target !== undefined)) (target ?? heading.current)?.focus();
    host.shown = true;
  }, [title]);
  return (
    <Card>
      {step !== undefined && <Steps current={step} />}
      <h1
        ref={heading}
        part="heading"
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
