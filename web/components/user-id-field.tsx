import { text } from '../messages/text.ts';
import { Field } from './field.tsx';

interface UserIdFieldProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly error?: string;
}

/** The user ID, which a password manager may fill in. */
export const UserIdField = (props: UserIdFieldProps) => (
  <Field {...props} id="userId" label={text('field.userId')} input={{ autocomplete: 'username', maxLength: 128 }} />
);
