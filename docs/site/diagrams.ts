import { renderMermaidSVG } from 'beautiful-mermaid';
import type { MarkdownRenderer } from 'vitepress';

/** Colours of the site's theme, so that a picture follows the switch to dark. */
const COLOURS = {
  bg: 'var(--vp-c-bg)',
  fg: 'var(--vp-c-text-1)',
  muted: 'var(--vp-c-text-2)',
  line: 'var(--vp-c-text-3)',
  accent: 'var(--vp-c-brand-1)',
  surface: 'var(--vp-c-bg-soft)',
  border: 'var(--vp-c-text-3)',
};

/**
 * Style sheet of a picture. It would hold for the whole page, and load fonts from another site: the theme has its own.
 */
const STYLE = /<style>[\s\S]*?<\/style>/;

/** A person, whose name the renderer would put over the first arrow. */
const ACTOR = /^(\s*)actor /gm;

/** A picture that is wider, in pixels, runs from top to bottom if it can: a page is narrow. */
const WIDE = 720;

const widthOf = (svg: string): number => Number(/ width="([\d.]+)"/.exec(svg)?.[1]);

function drawn(source: string): string {
  const svg = renderMermaidSVG(source.replaceAll(ACTOR, '$1participant '), {
    ...COLOURS,
    transparent: true,
    padding: 8,
  }).replace(STYLE, '');
  const turned = source.replace(/^flowchart LR/, 'flowchart TD');
  return turned === source || widthOf(svg) <= WIDE ? svg : drawn(turned);
}

/** Draws a diagram of Mermaid as SVG, without a script or a request. It may shrink by a third to fit a page. */
export function diagram(source: string): string {
  const svg = drawn(source.trim());
  const width = Math.round(widthOf(svg));
  return svg.replace('style="', `style="max-width:${width}px;min-width:${Math.round((width * 2) / 3)}px;`);
}

/** Makes each block of the language `mermaid` a picture. */
export function diagrams(markdown: MarkdownRenderer): void {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (...args) => {
    const [tokens, index] = args;
    const { info = '', content = '' } = tokens[index] ?? {};
    if (info.trim() !== 'mermaid') return fence?.(...args) ?? '';
    return `<div class="diagram" v-pre tabindex="0" role="img" aria-label="Diagram; the text says the same">${diagram(content)}</div>`;
  };
}
