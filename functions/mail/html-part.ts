import { languages } from '../domain/languages.ts';
import { type Block, continueUrl, type Fact, type LayoutContext, reportUrl, supportUrl } from './content.ts';
import { hexColour, type Html, inert, joined } from './html.ts';
import * as parts from './templates/mail.ts';

/**
 * Makes the HTML of a mail from the compiled parts of the template. Each value passes {@link inert} or {@link
 * hexColour}.
 */
export function htmlPart(subject: string, blocks: readonly Block[], context: LayoutContext): string {
  const { texts, brand } = context;
  const frame = frameOf(context);
  const productName = inert(brand.productName);
  return joined([
    parts.opening({ ...frame, title: inert(subject) }),
    brand.logoUrl === undefined
      ? parts.wordmark({ ...frame, productName })
      : parts.logo({ ...frame, productName, logoUrl: inert(brand.logoUrl) }),
    ...blocks.map((block) => htmlOf(block, context, frame)),
    parts.footer({ ...frame, text: inert(texts.footer(brand.productName)) }),
    ...(brand.supportContact === undefined ? [] : [support(brand.supportContact, context, frame)]),
    parts.closing,
  ]);
}

/** Values that many parts of the template take. */
type Frame = ReturnType<typeof frameOf>;

function frameOf({ language, brand: { colours } }: LayoutContext) {
  const { direction } = languages[language];
  return {
    language: inert(language),
    direction: inert(direction),
    // Outlook does not support `start`.
    start: inert(direction === 'rtl' ? 'right' : 'left'),
    accent: hexColour(colours.accent),
    onAccent: hexColour(colours.onAccent),
    accentDark: hexColour(colours.accentDark),
    onAccentDark: hexColour(colours.onAccentDark),
  };
}

function htmlOf(block: Block, context: LayoutContext, frame: Frame): Html {
  switch (block.kind) {
    case 'paragraph':
      return parts.paragraph({ ...frame, text: inert(block.text) });
    case 'code':
      return parts.code({ ...frame, otp: inert(block.otp.reveal()) });
    case 'facts':
      return parts.facts({ ...frame, facts: joined(block.facts.map((fact) => factOf(fact, context, frame))) });
    case 'list':
      return parts.list({ ...frame, items: joined(block.items.map((item) => parts.item({ value: inert(item) }))) });
    case 'continue-link': {
      const url = inert(continueUrl(block.request, context.brand));
      return parts.button({ ...frame, url, label: inert(block.label) });
    }
    case 'report-link': {
      const url = inert(reportUrl(block.reportToken, context.brand));
      return parts.quietLink({ ...frame, url, label: inert(block.label) });
    }
  }
}

const factOf = ({ label, value, worded }: Fact, { texts }: LayoutContext, { direction }: Frame): Html =>
  parts.fact({
    label: inert(label),
    colon: inert(texts.colon),
    value: inert(value),
    direction: worded ? direction : inert('auto'),
  });

const support = (contact: string, { texts }: LayoutContext, frame: Frame): Html =>
  parts.support({
    ...frame,
    label: inert(texts.questions),
    contact: inert(contact),
    url: inert(supportUrl(contact)),
  });
