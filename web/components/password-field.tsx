import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../messages/text.ts';
import { Field } from './field.tsx';

interface PasswordFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly autocomplete: 'current-password' | 'new-password';
  readonly error?: ComponentChildren;
  readonly hint?: string;
}

/** A password that can be looked at and pasted. */
export function PasswordField({ autocomplete, ...props }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const toggle = (
    <button
      type="button"
      class="reveal"
      aria-label={text(shown ? 'field.hideLabel' : 'field.showLabel', { field: props.label })}
      onClick={() => setShown(!shown)}
    >
      {text(shown ? 'field.hide' : 'field.show')}
    </button>
  );
  return <Field {...props} action={toggle} input={{ type: shown ? 'text' : 'password', autocomplete }} />;
}
