import type { ComponentChildren, InputHTMLAttributes, Ref } from 'preact';
import { text } from '../messages/text.ts';

/** Attributes in which inputs differ. */
export interface InputKind {
  readonly type?: 'text' | 'password' | 'email';
  readonly autocomplete: string;
  readonly inputMode?: 'numeric' | 'email';
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Rules for password generators: https://developer.apple.com/password-rules */
  readonly passwordrules?: string;
  /** For values that are written from left to right in every language. */
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
  /** Further description of the input, which changes as the user types. */
  readonly advice?: ComponentChildren;
  /** Button at the end of the input. */
  readonly action?: ComponentChildren;
  readonly input: InputKind;
}

/** A labelled input with its hint and its error. The error is announced even if the input has the focus already. */
export function Field({ id, label, value, onValue, error, hint, advice, action, input }: FieldProps) {
  const described = [hint && `${id}-hint`, advice && `${id}-advice`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  // The typings have one shape for each literal `type`.
  const kind = { type: 'text', ...input } as InputHTMLAttributes;
  return (
    <div class={error === undefined ? 'field' : 'field field-wrong'}>
      <label for={id} part="label">
        {label}
      </label>
      <div class="input-row">
        <input
          spellcheck={false}
          autocorrect="off"
          autocapitalize="none"
          {...kind}
          part="input"
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

interface UserIdFieldProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly error?: string;
  readonly hint?: string;
}

/** Field for the user ID, which a password manager may fill in. */
export const UserIdField = (props: UserIdFieldProps) => (
  <Field {...props} id="userId" label={text('field.userId')} input={{ autocomplete: 'username', maxLength: 128 }} />
);
