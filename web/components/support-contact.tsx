import { useContext } from 'preact/hooks';
import { text } from '../messages/text.ts';
import { PagesContext } from '../pages.ts';

/** Where help is; nothing, where the deployment names no such place. */
export function SupportContact() {
  const contact = useContext(PagesContext)?.settings.brand.supportContact;
  if (contact === undefined) return null;
  const byMail = !contact.startsWith('https:');
  return (
    <p class="support">
      {text('support.label')}{' '}
      <a href={byMail ? `mailto:${contact}` : contact}>
        <bdi dir="ltr">{byMail ? contact : contact.replace(/^https:\/\/|\/$/g, '')}</bdi>
      </a>
    </p>
  );
}
