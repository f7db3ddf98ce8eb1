import type { MailContent, Setting } from './content.ts';
import { htmlPart } from './html-part.ts';
import { printable } from './printable.ts';
import { textPart } from './text-part.ts';

/** A mail that is ready to be sent; the secrets of its message stand in it in clear text. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export const layOut = ({ subject, blocks }: MailContent, setting: Setting): RenderedMail => ({
  subject: printable(subject),
  text: textPart(blocks, setting),
  html: htmlPart(subject, blocks, setting),
});
