import type { ComponentChildren, Ref } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OperationId, ResponseOf } from '../../functions/operations/index.ts';
import type { Answer, Call, Failure } from '../api.ts';
import { useHost } from '../host.ts';
import { language, text } from '../messages/text.ts';
import { usePages } from '../pages.ts';

/** State of the calls that a form makes to one operation. */
export interface CallState<Id extends OperationId> {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly setFailure: (failure: Failure | undefined) => void;
  readonly send: (call: Call<Id>) => Promise<Answer<ResponseOf<Id>>>;
}

export function useCall<Id extends OperationId>(id: Id): CallState<Id> {
  const { api } = usePages();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = async (call: Call<Id>) => {
    setBusy(true);
    setFailure(undefined);
    const answer = await api(id, call);
    setBusy(false);
    if (!answer.ok) setFailure(answer.failure);
    return answer;
  };
  return { busy, failure, setFailure, send };
}

/** Errors of a form by the ID of the input. */
export type FieldErrors<Id extends string> = { readonly [Key in Id]?: string };

const firstOf = (errors: Readonly<Record<string, string | undefined>>): string | undefined =>
  Object.entries(errors).find(([, error]) => error !== undefined)?.[0];

/**
 * Keeps the errors of a form until the language changes. The setter moves the focus to the first wrong input, and
 * returns whether there is no error.
 */
export function useFieldErrors<Id extends string>(): [FieldErrors<Id>, (errors: FieldErrors<Id>) => boolean] {
  const { tree } = useHost();
  const [shown, setShown] = useState<{ errors: FieldErrors<Id>; language: string }>({
    errors: {},
    language: language(),
  });
  const check = (found: FieldErrors<Id>): boolean => {
    setShown({ errors: found, language: language() });
    return firstOf(found) === undefined;
  };
  // The focus moves after the error is in the page, so that a screen reader reads it with the input.
  useLayoutEffect(() => {
    const first = firstOf(shown.errors);
    if (first !== undefined) tree.getElementById(first)?.focus();
  }, [shown]);
  return [shown.language === language() ? shown.errors : {}, check];
}

/** Milliseconds after which a form says that the answer is slow; a cold start is well below. */
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
  /** True if the page has a more important button. */
  readonly second?: boolean;
  /** Reference to a form that is also submitted without its button. */
  readonly form?: Ref<HTMLFormElement>;
  readonly onSubmit: () => Promise<void>;
  readonly children: ComponentChildren;
}

/**
 * A form with one button. The button stays focusable while a call is under way, so that the focus is not lost; a
 * second press sends nothing.
 */
export function Form({ label, busyLabel, busy, second = false, form, onSubmit, children }: FormProps) {
  // A second press can come before the page is rendered again.
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
      <button type="submit" part="button" class={second ? 'button button-second' : 'button'} aria-disabled={busy}>
        {busy ? busyLabel : label}
      </button>
      <div role="status">
        {busy && <span class="unseen">{busyLabel}</span>}
        {slow && <p class="hint slow">{text('form.slow')}</p>}
      </div>
    </form>
  );
}
