import { type Block, type LayoutContext, urlOf } from './content.ts';
import { printable } from './html.ts';

/**
 * Characters of a text that a preview may show, as on a locked telephone: a mail server sends at most this many
 * (RFC 8970, section 3.2).
 */
export const PREVIEW = 256;

/** Line above and below the code. */
const RULE = '-'.repeat(72);

/** Makes the plain text of a mail. Each value passes {@link printable}. */
export function textPart(blocks: readonly Block[], context: LayoutContext): string {
  const { texts, brand } = context;
  const parts = [printable(brand.productName)];
  for (const block of blocks) parts.push(textOf(block, context, parts.join('\n\n').length));
  parts.push(
    [
      printable(texts.footer(brand.productName)),
      ...(brand.supportContact === undefined ? [] : [printable(`${texts.questions} ${brand.supportContact}`)]),
    ].join('\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

/** @param before length of the text before the block */
function textOf(block: Block, { texts, brand }: LayoutContext, before: number): string {
  const labelled = (label: string, value: string) => printable(label + texts.colon + value);
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return printable(block.text);
    case 'code': {
      // As many lines as keep the code out of a preview.
      const above = Math.max(1, Math.ceil((PREVIEW - before) / (RULE.length + 1)));
      return [...Array<string>(above).fill(RULE), printable(block.otp.reveal()), RULE].join('\n');
    }
    case 'facts':
      return block.facts.map(({ label, value }) => labelled(label, value)).join('\n');
    case 'list':
      return block.items.map((item) => `  ${printable(item)}`).join('\n');
    case 'button':
      return labelled(block.label, urlOf(block.to, brand));
    case 'quiet-link':
      return `${printable(`${block.label} ${block.text}`)}\n${printable(urlOf(block.to, brand))}`;
    case 'address':
      return printable(urlOf(block.to, brand));
  }
}
