import { statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { assetOf, pageOf, ROOT } from './sources.ts';

/** The text of markdown-it that a link or a picture is. */
type Token = ReturnType<MarkdownRenderer['parse']>[number];

const ATTRIBUTES: Readonly<Record<string, string>> = { link_open: 'href', image: 'src' };

/** Tells what a path of the repository is; undefined if nothing is there. */
function kindOf(path: string): 'file' | 'folder' | undefined {
  const found = statSync(join(ROOT, path), { throwIfNoEntry: false });
  return found === undefined ? undefined : found.isDirectory() ? 'folder' : 'file';
}

/**
 * Returns the link of the site for a link of a document; undefined if it leads to code and the repository has no
 * address.
 *
 * @param from document with the link, as a path of the repository
 * @param repository address of the repository, such as https://github.com/example/password-reset
 * @throws if nothing is at its end
 */
export function siteLink(link: string, from: string, repository: string | undefined): string | undefined {
  if (/^([a-z][a-z0-9+.-]*:|#)/i.test(link)) return link;
  const [path = '', anchor] = link.split('#');
  const target = normalize(join(dirname(from), decodeURIComponent(path))).replace(/\/$/, '');
  const kind = kindOf(target);
  if (kind === undefined) throw new Error(`${from} links to ${target}, which does not exist. Correct the link.`);
  const readme = kind === 'folder' ? join(target, 'README.md') : target;
  const page = kindOf(readme) === 'file' ? pageOf(readme) : undefined;
  if (page !== undefined) return `/${page}${anchor === undefined ? '' : `#${anchor}`}`;
  const asset = assetOf(target);
  if (asset !== undefined) return `/${asset}`;
  return repository === undefined
    ? undefined
    : `${repository}/${kind === 'folder' ? 'tree' : 'blob'}/HEAD/${encodeURI(target)}`;
}

/** Returns the tokens with the links of the site. A link that leads nowhere is the text that it was around. */
function withSiteLinks(tokens: readonly Token[], toSite: (link: string) => string | undefined): Token[] {
  let unlinked = false;
  return tokens.flatMap((token) => {
    if (token.type === 'link_close' && unlinked) {
      unlinked = false;
      return [];
    }
    const attribute = ATTRIBUTES[token.type];
    const link = attribute === undefined ? null : token.attrGet(attribute);
    if (attribute === undefined || link === null) return [token];
    const ours = toSite(link);
    if (ours === undefined) {
      unlinked = token.type === 'link_open';
      return [];
    }
    token.attrSet(attribute, ours);
    return [token];
  });
}

/**
 * Makes links between documents of the repository links between pages of the site.
 *
 * @param documents documents by their pages
 */
export function siteLinks(
  markdown: MarkdownRenderer,
  documents: ReadonlyMap<string, string>,
  repository: string | undefined,
): void {
  markdown.core.ruler.after('inline', 'site_links', ({ tokens, env }) => {
    const from = documents.get((env as { relativePath?: string }).relativePath ?? '');
    if (from === undefined) return;
    for (const token of tokens) {
      if (token.children !== null)
        token.children = withSiteLinks(token.children, (link) => siteLink(link, from, repository));
    }
  });
}
