import { escapeHtml } from '../../../functions/mail/html.ts';

/** Text that is markup already. Only {@link html} makes it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Content = Html | string | number | undefined | readonly Content[];

/** A template of markup: whatever is put into it is escaped, unless it came from such a template itself. */
export const html = (markup: TemplateStringsArray, ...contents: readonly Content[]): Html =>
  new Html(markup.map((part, index) => part + textOf(contents[index])).join(''));

function textOf(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'string' || typeof content === 'number') return escapeHtml(String(content));
  return content.map(textOf).join('');
}
