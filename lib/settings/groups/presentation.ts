import * as z from 'zod';
import { brandFile, colour, contact } from '../kinds.ts';

/** Settings of what people see on the pages and in the mails: docs/guides/brand.md. */
export const presentation = {
  /** Name of the product, 1 to 60 characters. It stands in pages and mails, and no password may contain it (R13). */
  productName: z.string().min(1).max(60),
  /** Logo of pages and mails: a PNG file in the folder `brand/`. Default: our mark beside the name of the product. */
  logoFile: brandFile('png').optional(),
  /**
   * Accent colour of the light theme, as `#rrggbb`. Its contrast is checked: text needs 4.5:1 (WCAG 2.2, 1.4.3).
   * Default: the colours of web/styles.css.
   */
  brandColour: colour.optional(),
  /** Accent colour of the dark theme, as `#rrggbb`, also checked. Default: a shade of `brandColour` with 7:1. */
  brandColourDark: colour.optional(),
  /**
   * E-mail address or https URL of the help desk, shown on every page and wherever a user cannot go on. Default:
   * none.
   */
  supportContact: contact.optional(),
  /** JSON file in the folder `brand/` with texts that replace ours, by language and key. Default: none. */
  textsFile: brandFile('json').optional(),
};
