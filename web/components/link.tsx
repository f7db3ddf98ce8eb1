import type { ComponentChildren } from 'preact';
import { type LoginPage, useHost } from '../host.ts';
import { type Path, usePages } from '../pages.ts';
import { safeLoginUrl } from '../session.ts';
import type { PageSettings } from '../settings.ts';

/** A link between pages. Clicks that ask the browser for a new tab or window are left to it. */
export function Link(props: { to: Path; class?: string; onFollow?: () => void; children: ComponentChildren }) {
  const { go, settings } = usePages();
  const { login = loginElsewhere(settings), hrefOf } = useHost();
  const other = props.to === '/' ? login : undefined;
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (other !== undefined) return other.follow(event);
    event.preventDefault();
    props.onFollow?.();
    go(props.to);
  };
  return (
    <a href={other?.href ?? hrefOf(props.to)} class={props.class} onClick={follow}>
      {props.children}
    </a>
  );
}

/** The browser follows a link to it. */
function loginElsewhere({ loginUrl }: PageSettings): LoginPage | undefined {
  if (loginUrl === undefined) return undefined;
  return { href: safeLoginUrl(loginUrl, window.location.origin), follow: () => undefined };
}
