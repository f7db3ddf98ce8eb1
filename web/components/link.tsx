import type { ComponentChildren } from 'preact';
import { type Path, usePages } from '../pages.ts';

/** A link between pages. Clicks that ask the browser for a new tab or window are left to it. */
export function Link(props: { to: Path; class?: string; onFollow?: () => void; children: ComponentChildren }) {
  const { go } = usePages();
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    props.onFollow?.();
    go(props.to);
  };
  return (
    <a href={props.to} class={props.class} onClick={follow}>
      {props.children}
    </a>
  );
}
