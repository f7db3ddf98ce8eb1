import { escapeHtml } from '../../../functions/mail/html.ts';

/** Text that is already HTML. Only {@link html} creates it from content. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Content = Html | string | number | undefined | readonly Content[];

/** Template of HTML. It escapes every value, except for values that are {@link Html} themselves. */
export const html = (markup: TemplateStringsArray, ...contents: readonly Content[]): Html =>
  new Html(markup.map((part, index) => part + textOf(contents[index])).join(''));

function textOf(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'string' || typeof content === 'number') return escapeHtml(String(content));
  return content.map(textOf).join('');
}
