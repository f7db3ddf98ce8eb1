import { text } from '../messages/text.ts';
import { Link } from './link.tsx';

/** The user ID that a reset was started for. It is the typed one, and does not show whether it exists. */
export function ForUser({ userId }: { userId: string | undefined }) {
  if (userId === undefined) return null;
  return (
    <p class="for-user">
      <span>{text('code.for', { userId })}</span> <Link to="/forgot-password">{text('code.change')}</Link>
    </p>
  );
}
