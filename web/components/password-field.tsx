import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../messages/text.ts';
import { Field, type InputKind } from './field.tsx';

interface PasswordFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly autocomplete: 'current-password' | 'new-password';
  readonly error?: ComponentChildren;
  readonly hint?: string;
  readonly advice?: ComponentChildren;
  readonly input?: Omit<InputKind, 'autocomplete' | 'type' | 'onKeyDown' | 'onKeyUp'>;
}

/** Field for a password that the user can show and paste. */
export function PasswordField({ autocomplete, input, advice, ...props }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  // Only key events carry the state of Caps Lock; on-screen keyboards do not report it.
  const readCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState?.('CapsLock') ?? false);
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
  return (
    <Field
      {...props}
      advice={
        <>
          <div role="status">{capsLock && <p class="hint">{text('field.capsLock')}</p>}</div>
          {advice}
        </>
      }
      action={toggle}
      input={{
        ...input,
        type: shown ? 'text' : 'password',
        autocomplete,
        onKeyDown: readCapsLock,
        onKeyUp: readCapsLock,
      }}
    />
  );
}
