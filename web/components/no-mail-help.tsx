import { text } from '../messages/text.ts';
import { Link } from './link.tsx';
import { SupportContact } from './support-contact.tsx';

/** What to do when no mail comes, the likeliest first. It says nothing of whether there is an account. */
export function NoMailHelp({ userId }: { userId: string | undefined }) {
  return (
    <details class="help">
      <summary>{text('help.noMail')}</summary>
      <ul>
        <li>{text('help.wait')}</li>
        <li>{text('help.folders')}</li>
        <li>{text('help.quarantine')}</li>
        {userId !== undefined && <li>{text('help.userId', { userId })}</li>}
        <li>
          <Link to="/forgot-user-id">{text('forgot.userIdToo')}</Link>
        </li>
      </ul>
      <SupportContact />
    </details>
  );
}
