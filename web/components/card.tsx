import type { ComponentChildren } from 'preact';
import { useHost } from '../host.ts';

/** The ground of a page: what the document is about, unless the document is somebody else's. */
export function Card(props: { busy?: boolean; children: ComponentChildren }) {
  const Element = useHost().embedded ? 'div' : 'main';
  return (
    <Element class="card" aria-busy={props.busy}>
      {props.children}
    </Element>
  );
}
