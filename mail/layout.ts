import { type Language, languages } from '../functions/languages.ts';
import type { Block, Brand, MailContent } from './content.ts';
import { escapeHtml } from './escape-html.ts';
import { printable } from './printable.ts';
import type { MailTexts } from './texts/mail-texts.ts';

/** A mail that is ready to be sent; the secrets of its message stand in it in clear text. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a mail is laid out with. */
interface Setting {
  readonly language: Language;
  readonly texts: MailTexts;
  readonly brand: Brand;
}

/** The only place where values become text or HTML: each passes {@link printable}, and in HTML {@link escapeHtml}. */
export function layOut(content: MailContent, setting: Setting): RenderedMail {
  const { language, texts, brand } = setting;
  const blocks = [...content.blocks, { kind: 'paragraph', text: texts.footer(brand.productName) } as const];
  return {
    subject: printable(content.subject),
    text: `${blocks.map((block) => asText(block, setting)).join('\n\n')}\n`,
    html: document(content.subject, blocks.map((block) => asHtml(block, setting)).join('\n'), language),
  };
}

type ReportLink = Extract<Block, { kind: 'report-link' }>;

const reportUrl = ({ reportToken }: ReportLink, { siteUrl }: Brand): string =>
  `${siteUrl.replace(/\/+$/, '')}/report#${encodeURIComponent(reportToken.reveal())}`;

function asText(block: Block, { texts, brand }: Setting): string {
  switch (block.kind) {
    case 'paragraph':
      return printable(block.text);
    case 'code':
      return printable(block.otp.reveal());
    case 'fact':
      return printable(block.label) + texts.colon + printable(block.value);
    case 'list':
      return block.items.map((item) => `  ${printable(item)}`).join('\n');
    case 'report-link':
      return printable(block.label) + texts.colon + printable(reportUrl(block, brand));
  }
}

const inert = (value: string): string => escapeHtml(printable(value));

/** One text node, so that a double click or a long press takes the whole code; the gaps between digits are style alone. */
const CODE_STYLE =
  'font:bold 28px/1.4 monospace;letter-spacing:4px;padding:12px 16px;border:1px solid #888;border-radius:6px;display:inline-block;user-select:all;-webkit-user-select:all';

function asHtml(block: Block, { texts, brand }: Setting): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inert(block.text)}</p>`;
    case 'code':
      return `<p><strong dir="ltr" translate="no" style="${CODE_STYLE}">${inert(block.otp.reveal())}</strong></p>`;
    case 'fact':
      return `<p>${inert(block.label)}${texts.colon}<strong dir="auto" translate="no">${inert(block.value)}</strong></p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li translate="no"><strong dir="auto">${inert(item)}</strong></li>`).join('')}</ul>`;
    case 'report-link':
      return `<p><a href="${inert(reportUrl(block, brand))}">${inert(block.label)}</a></p>`;
  }
}

/**
 * No colour of text or ground is set: each mail program takes its own, light or dark, and the contrast is right in both.
 * Language and direction stand at the `div` too, since mail programs on the web keep neither `html` nor `body`.
 */
const document = (title: string, body: string, language: Language): string => `<!doctype html>
<html lang="${language}" dir="${languages[language].direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${inert(title)}</title>
<style>:root{color-scheme:light dark}</style>
</head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif">
<div lang="${language}" dir="${languages[language].direction}" style="max-width:560px;overflow-wrap:anywhere">
${body}
</div>
</body>
</html>
`;
