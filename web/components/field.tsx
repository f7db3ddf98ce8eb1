import type { ComponentChildren, InputHTMLAttributes, Ref } from 'preact';

/** What differs from one input to another. */
export interface InputKind {
  readonly type?: 'text' | 'password' | 'email';
  readonly autocomplete: string;
  readonly inputMode?: 'numeric' | 'email';
  readonly minLength?: number;
  readonly maxLength?: number;
  /** https://developer.apple.com/password-rules: what a generator of passwords may give. */
  readonly passwordrules?: string;
  /** For what is written from left to right in every language. */
  readonly dir?: 'ltr';
  readonly class?: string;
  readonly ref?: Ref<HTMLInputElement>;
  readonly onFocus?: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onKeyUp?: (event: KeyboardEvent) => void;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string, input: HTMLInputElement) => void;
  readonly error?: ComponentChildren;
  readonly hint?: string;
  /** Describes the input too, and changes while it is typed into. */
  readonly advice?: ComponentChildren;
  /** Stands at the end of the input. */
  readonly action?: ComponentChildren;
  readonly input: InputKind;
}

/** A labelled input; its hint and its error are tied to it. The error is announced also where the focus is there already. */
export function Field({ id, label, value, onValue, error, hint, advice, action, input }: FieldProps) {
  const described = [hint && `${id}-hint`, advice && `${id}-advice`, error !== undefined && `${id}-error`]
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
          autocorrect="off"
          autocapitalize="none"
          {...kind}
          id={id}
          name={id}
          value={value}
          required
          aria-required="true"
          aria-invalid={error !== undefined}
          aria-describedby={described || undefined}
          onInput={(event) => onValue(event.currentTarget.value, event.currentTarget)}
        />
        {action}
      </div>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {advice !== undefined && <div id={`${id}-advice`}>{advice}</div>}
      {error !== undefined && (
        <div class="field-error" id={`${id}-error`} role="alert">
          {error}
        </div>
      )}
    </div>
  );
}
