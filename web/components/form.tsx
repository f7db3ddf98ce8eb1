import type { ComponentChildren, Ref } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../messages/text.ts';

/** Milliseconds after which a person is told that an answer takes its time: a cold start is well below. */
const SLOW_AFTER = 6000;

function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!busy) return undefined;
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER);
    return () => clearTimeout(timer);
  }, [busy]);
  return busy && slow;
}

interface FormProps {
  readonly label: string;
  readonly busyLabel: string;
  readonly busy: boolean;
  /** True where the page has another button that goes before this one. */
  readonly second?: boolean;
  /** For a form that is also submitted without its button. */
  readonly form?: Ref<HTMLFormElement>;
  readonly onSubmit: () => Promise<void>;
  readonly children: ComponentChildren;
}

/** A form with its one button. It stays focusable while it works, so that the focus is not lost; what is sent is sent once. */
export function Form({ label, busyLabel, busy, second = false, form, onSubmit, children }: FormProps) {
  // Two presses can come before the page is drawn again.
  const sending = useRef(false);
  const slow = useSlow(busy);
  const send = async () => {
    if (sending.current) return;
    sending.current = true;
    try {
      await onSubmit();
    } finally {
      sending.current = false;
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form noValidate ref={form} onSubmit={submit} aria-busy={busy}>
      {children}
      <button type="submit" class={second ? 'button button-second' : 'button'} aria-disabled={busy}>
        {busy ? busyLabel : label}
      </button>
      <div role="status">
        {busy && <span class="unseen">{busyLabel}</span>}
        {slow && <p class="hint slow">{text('form.slow')}</p>}
      </div>
    </form>
  );
}
