/** All text of an HTML mail in its order, as a program reads it that makes a preview. */
export const textOf = (html: string): string =>
  html
    .replace(/^[\s\S]*<body[^>]*>/, '')
    .replaceAll(/<img [^>]*alt="([^"]*)"[^>]*>/g, '$1')
    .replaceAll(/<\/?(?:strong|span|a)\b[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#847;', '\u034f')
    .replaceAll('&#8199;', '\u2007')
    .replaceAll('&amp;', '&')
    .replaceAll(/[^\S\u2007]+/g, ' ');

/** Visible text of an HTML mail without images: alternative texts, no tags, entities resolved. */
export const visibleText = (html: string): string =>
  textOf(html.replace(/<div style="display:none;[^>]*>[^<]*<\/div>/, ''));

/** Words of either part, without links, the lines around the code, and what separates words. */
export const wordsOf = (part: string): string =>
  part
    .replaceAll(/^-{72}$/gm, '')
    .replaceAll(/https:\S+/g, '')
    .replaceAll(/[\s:：]+/g, '');

/** Names of all elements, in order. */
export const elementsOf = (html: string): string[] =>
  Array.from(html.matchAll(/<([a-z!][a-z0-9]*)/gi), ([, name = '']) => name.toLowerCase());

/** All `href` and `src`, as a mail program would resolve them. */
export const linksOf = (html: string): string[] =>
  Array.from(html.matchAll(/\b(?:href|src)="([^"]*)"/g), ([, link = '']) => link.replaceAll('&amp;', '&'));
