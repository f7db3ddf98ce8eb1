import type { ComponentChildren, InputHTMLAttributes } from 'preact';

/** What differs from one input to another. */
export interface InputKind {
  readonly type?: 'text' | 'password' | 'email';
  readonly autocomplete: string;
  readonly inputMode?: 'numeric' | 'email';
  readonly maxLength?: number;
  /** For what is written from left to right in every language. */
  readonly dir?: 'ltr';
  readonly class?: string;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly error?: ComponentChildren;
  readonly hint?: string;
  /** Stands at the end of the input. */
  readonly action?: ComponentChildren;
  readonly input: InputKind;
}

/** A labelled input; its hint and its error are tied to it. The error is announced also where the focus is there already. */
export function Field({ id, label, value, onValue, error, hint, action, input }: FieldProps) {
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  // The typings have one shape for each literal type.
  const kind = { type: 'text', ...input } as InputHTMLAttributes;
  return (
    <div class={error === undefined ? 'field' : 'field field-wrong'}>
      <label for={id}>{label}</label>
      <div class="input-row">
        <input
          spellcheck={false}
          autocapitalize="none"
          {...kind}
          id={id}
          name={id}
          value={value}
          required
          aria-required="true"
          aria-invalid={error !== undefined}
          aria-describedby={described || undefined}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        {action}
      </div>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <div class="field-error" id={`${id}-error`} role="alert">
          {error}
        </div>
      )}
    </div>
  );
}
