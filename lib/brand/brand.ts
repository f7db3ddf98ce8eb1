import type { Settings } from '../settings/schema.ts';
import { type BrandColours, coloursOf, wrongColours } from './colours.ts';
import { LOGO_PATH, wrongLogo } from './logo.ts';
import { type OwnTexts, readTexts } from './texts.ts';

/** Brand of a stage's pages and mails: docs/guides/brand.md. */
export interface Brand {
  /** Path on the host of the pages. */
  readonly logo?: string;
  readonly colours: BrandColours;
  readonly supportContact?: string;
  readonly texts: OwnTexts;
}

const NO_TEXTS: OwnTexts = { pages: {}, mails: {} };

/**
 * Returns the brand of checked settings.
 *
 * @throws where the file of texts is wrong
 */
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

/**
 * Returns the brand for the pages' config.json. Without `brandColour` the pages use the colours of their style sheet.
 */
export function pageBrandOf(settings: Settings) {
  const { colours, texts, ...shown } = brandOf(settings);
  return { ...shown, ...(settings.brandColour !== undefined && { colours }), texts: texts.pages };
}

/** Returns the brand for the functions that send mails. */
export function mailBrandOf(settings: Settings) {
  const { texts, ...shown } = brandOf(settings);
  return { ...shown, texts: texts.mails };
}

/** Returns a message, with the fix, for each problem of the brand. */
export function wrongBrand(settings: Settings): string[] {
  const { logoFile, textsFile } = settings;
  const texts = textsFile === undefined ? NO_TEXTS : readTexts(textsFile);
  return [
    ...wrongColours(settings),
    ...(logoFile === undefined ? [] : wrongLogo(logoFile)),
    ...('wrong' in texts ? texts.wrong : []),
  ];
}
