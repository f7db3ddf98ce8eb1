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

/** The only place where values become text or HTML: each passes {@link printable}, and in HTML {@link escapeHtml}. */
export function layOut(content: MailContent, texts: MailTexts, brand: Brand): RenderedMail {
  const blocks = [...content.blocks, { kind: 'paragraph', text: texts.footer(brand.productName) } as const];
  return {
    subject: printable(content.subject),
    text: `${blocks.map((block) => asText(block, brand)).join('\n\n')}\n`,
    html: document(content.subject, blocks.map((block) => asHtml(block, brand)).join('\n'), texts),
  };
}

type ReportLink = Extract<Block, { kind: 'report-link' }>;

const reportUrl = ({ reportToken }: ReportLink, { siteUrl }: Brand): string =>
  `${siteUrl.replace(/\/+$/, '')}/report#${encodeURIComponent(reportToken.reveal())}`;

function asText(block: Block, brand: Brand): string {
  switch (block.kind) {
    case 'paragraph':
      return printable(block.text);
    case 'code':
      return printable(block.otp.reveal());
    case 'fact':
      return `${printable(block.label)}: ${printable(block.value)}`;
    case 'list':
      return block.items.map((item) => `  ${printable(item)}`).join('\n');
    case 'report-link':
      return `${printable(block.label)}: ${printable(reportUrl(block, brand))}`;
  }
}

const inert = (value: string): string => escapeHtml(printable(value));

/** One text node, so that a double click or a long press takes the whole code; the gaps between digits are style alone. */
const CODE_STYLE =
  'font:bold 28px/1.4 monospace;letter-spacing:4px;padding:12px 16px;border:1px solid #888;border-radius:6px;display:inline-block;user-select:all;-webkit-user-select:all';

function asHtml(block: Block, brand: Brand): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inert(block.text)}</p>`;
    case 'code':
      return `<p><strong translate="no" style="${CODE_STYLE}">${inert(block.otp.reveal())}</strong></p>`;
    case 'fact':
      return `<p>${inert(block.label)}: <strong translate="no">${inert(block.value)}</strong></p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li translate="no"><strong>${inert(item)}</strong></li>`).join('')}</ul>`;
    case 'report-link':
      return `<p><a href="${inert(reportUrl(block, brand))}">${inert(block.label)}</a></p>`;
  }
}

/** No colour of text or ground is set: each mail program takes its own, light or dark, and the contrast is right in both. */
const document = (title: string, body: string, { tag, direction }: MailTexts): string => `<!doctype html>
<html lang="${inert(tag)}" dir="${direction}">
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
<div style="max-width:560px;overflow-wrap:anywhere">
${body}
</div>
</body>
</html>
`;
