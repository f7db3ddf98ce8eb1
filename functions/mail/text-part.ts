import { type Block, continueUrl, type LayoutContext, reportUrl } from './content.ts';
import { printable } from './html.ts';

/** Makes the plain text of a mail. Each value passes {@link printable}. */
export function textPart(blocks: readonly Block[], context: LayoutContext): string {
  const { texts, brand } = context;
  const footer = [
    printable(texts.footer(brand.productName)),
    ...(brand.supportContact === undefined ? [] : [printable(`${texts.questions} ${brand.supportContact}`)]),
  ];
  const parts = [printable(brand.productName), ...blocks.map((block) => textOf(block, context)), footer.join('\n')];
  return `${parts.join('\n\n')}\n`;
}

function textOf(block: Block, { texts, brand }: LayoutContext): string {
  const labelled = (label: string, value: string) => printable(label + texts.colon + value);
  switch (block.kind) {
    case 'paragraph':
      return printable(block.text);
    case 'code':
      return printable(block.otp.reveal());
    case 'facts':
      return block.facts.map(({ label, value }) => labelled(label, value)).join('\n');
    case 'list':
      return block.items.map((item) => `  ${printable(item)}`).join('\n');
    case 'continue-link':
      return labelled(block.label, continueUrl(block.request, brand));
    case 'report-link':
      return labelled(block.label, reportUrl(block.reportToken, brand));
  }
}
