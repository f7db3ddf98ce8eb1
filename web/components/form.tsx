import type { ComponentChildren } from 'preact';

interface FormProps {
  readonly label: string;
  readonly busyLabel: string;
  readonly busy: boolean;
  /** True where the page has another button that goes before this one. */
  readonly second?: boolean;
  readonly onSubmit: () => Promise<void>;
  readonly children: ComponentChildren;
}

/** A form with its one button. It stays focusable while it works, so that the focus is not lost. */
export function Form({ label, busyLabel, busy, second = false, onSubmit, children }: FormProps) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy) void onSubmit();
  };
  return (
    <form noValidate onSubmit={submit} aria-busy={busy}>
      {children}
      <button type="submit" class={second ? 'button button-second' : 'button'} aria-disabled={busy}>
        {busy ? busyLabel : label}
      </button>
    </form>
  );
}
