import type { ComponentChildren } from 'preact';
import { type Path, usePages } from '../pages.ts';
import { safeLoginUrl } from '../session.ts';

/**
 * A link between pages. Clicks that ask the browser for a new tab or window are left to it, and so is one to the login page where
 * people log in elsewhere.
 */
export function Link(props: { to: Path; class?: string; onFollow?: () => void; children: ComponentChildren }) {
  const { go, settings } = usePages();
  const elsewhere = props.to === '/' ? settings.loginUrl : undefined;
  const follow = (event: MouseEvent) => {
    if (
      elsewhere !== undefined ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    props.onFollow?.();
    go(props.to);
  };
  return (
    <a
      href={elsewhere === undefined ? props.to : safeLoginUrl(elsewhere, window.location.origin)}
      class={props.class}
      onClick={follow}
    >
      {props.children}
    </a>
  );
}
