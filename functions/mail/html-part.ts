import { languages } from '../domain/languages.ts';
import {
  type Block,
  type Fact,
  type LayoutContext,
  type MailContent,
  type Page,
  supportUrl,
  urlOf,
} from './content.ts';
import { hexColour, html, type Html, inert, joined } from './html.ts';
import * as parts from './templates/mail.ts';
import { PREVIEW } from './text-part.ts';

/** Invisible characters that fill a preview up, so that it shows nothing that follows the preheader. */
const FILLER = joined(Array<Html>(PREVIEW).fill(html`&#847;&#8199;`));

/**
 * Makes the HTML of a mail from the compiled parts of the template. Each value passes {@link inert} or {@link
 * hexColour}.
 */
export function htmlPart({ subject, preheader, blocks }: MailContent, context: LayoutContext): string {
  const { texts, brand } = context;
  const frame = frameOf(context);
  const productName = inert(brand.productName);
  return joined([
    parts.opening({ ...frame, title: inert(subject), preheader: inert(preheader), filler: FILLER }),
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

/** Digits of a code that fit in large type on a telephone that is 320 pixels wide. */
const LARGE = 8;

function htmlOf(block: Block, context: LayoutContext, frame: Frame): Html {
  const url = (to: Page) => inert(urlOf(to, context.brand));
  switch (block.kind) {
    case 'heading':
      return (block.level === 1 ? parts.heading : parts.subheading)({ ...frame, text: inert(block.text) });
    case 'paragraph':
      return parts.paragraph({ ...frame, text: inert(block.text) });
    case 'code': {
      const otp = block.otp.reveal();
      const size = otp.length > LARGE ? html`22px` : html`32px`;
      return parts.code({ ...frame, otp: inert(otp), size });
    }
    case 'facts':
      return parts.facts({ ...frame, facts: joined(block.facts.map((fact) => factOf(fact, context, frame))) });
    case 'list':
      return parts.list({ ...frame, items: joined(block.items.map((item) => parts.item({ value: inert(item) }))) });
    case 'button':
      return parts.button({ ...frame, url: url(block.to), label: inert(block.label) });
    case 'quiet-link':
      return parts.quietLink({ ...frame, url: url(block.to), label: inert(block.label), text: inert(block.text) });
    case 'address':
      return parts.address({ ...frame, url: url(block.to) });
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
