import type { Settings } from '../settings/schema.ts';
import { type BrandColours, coloursOf, wrongColours } from './colours.ts';
import { LOGO_PATH, wrongLogo } from './logo.ts';
import { type OwnTexts, readTexts } from './texts.ts';

/** How the pages and mails of a stage present themselves: docs/guides/brand.md. */
export interface Brand {
  /** Path on the pages' host. */
  readonly logo?: string;
  readonly colours: BrandColours;
  readonly supportContact?: string;
  readonly texts: OwnTexts;
}

const NO_TEXTS: OwnTexts = { pages: {}, mails: {} };

/** The brand that settings make, once they are found right. */
export function brandOf(settings: Settings): Brand {
  const { logoFile, supportContact, textsFile } = settings;
  const texts = textsFile === undefined ? NO_TEXTS : readTexts(textsFile);
  if ('wrong' in texts) throw new Error(texts.wrong.join('\n'));
  return {
    ...(logoFile !== undefined && { logo: LOGO_PATH }),
    colours: coloursOf(settings),
    ...(supportContact !== undefined && { supportContact }),
    texts,
  };
}

/** What the pages are told. Without a colour of the brand they have those of their style sheet. */
export function pageBrandOf(settings: Settings) {
  const { colours, texts, ...shown } = brandOf(settings);
  return { ...shown, ...(settings.brandColour !== undefined && { colours }), texts: texts.pages };
}

/** What the functions are told that send mails. */
export function mailBrandOf(settings: Settings) {
  const { texts, ...shown } = brandOf(settings);
  return { ...shown, texts: texts.mails };
}

/** What is wrong with the brand, with the mends. */
export function wrongBrand(settings: Settings): string[] {
  const { logoFile, textsFile } = settings;
  const texts = textsFile === undefined ? NO_TEXTS : readTexts(textsFile);
  return [
    ...wrongColours(settings),
    ...(logoFile === undefined ? [] : wrongLogo(logoFile)),
    ...('wrong' in texts ? texts.wrong : []),
  ];
}
