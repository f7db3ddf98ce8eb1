import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { type LoginPage, useHost } from '../host.ts';
import { loginElsewhere } from '../login-page.ts';
import { text } from '../messages/text.ts';
import { PagesContext, type Path, usePages } from '../pages.ts';

/** A link between pages. The browser handles clicks that open a new tab or window. */
export function Link(props: { to: Path; class?: string; onFollow?: () => void; children: ComponentChildren }) {
  const { go, settings, session } = usePages();
  const { login = linkTo(loginElsewhere(settings, session, window.location.origin)), hrefOf } = useHost();
  const other = props.to === '/' ? login : undefined;
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (other !== undefined) return other.follow(event);
    event.preventDefault();
    props.onFollow?.();
    go(props.to);
  };
  return (
    <a
      href={other?.href ?? hrefOf(props.to)}
      class={props.class}
      part={props.class === 'button' ? 'button' : 'link'}
      onClick={follow}
    >
      {props.children}
    </a>
  );
}

/** A login page outside these pages, which the browser opens. */
const linkTo = (href: string | undefined): LoginPage | undefined =>
  href === undefined ? undefined : { href, follow: () => undefined };

/** Where users get help; nothing if the deployment names no contact. */
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
