import { hasBox } from './captcha-providers.ts';
import type { Manner } from './captcha-widget.ts';

const withoutSpaces = (input: string): string =>
  input.normalize('NFKC').replace(/[\s\p{Pd}\u200b-\u200d\u2060\ufeff]/gu, '');

/**
 * Reads the digits of a code as people type and paste it: with spaces, hyphens or full-width digits. `undefined` if
 * anything else is in it, or if the number of digits is wrong.
 */
export function readOtp(input: string, digits: number): string | undefined {
  const code = withoutSpaces(input);
  return new RegExp(`^[0-9]{${digits}}$`).test(code) ? code : undefined;
}

/** Whether the input is longer than a code. The page does not guess which part of it is the code. */
export const isTooLong = (input: string, digits: number): boolean => withoutSpaces(input).length > digits;

export interface CodeForm {
  /** The code, once it is complete. */
  readonly code: string | undefined;
  /** The code of the last submission. */
  readonly sent: string | undefined;
  /** Whether the last change was at the end: a user who corrects a digit in the middle may not be done. */
  readonly typedToEnd: boolean;
  readonly captchaPassed: boolean;
  readonly manner: Manner;
}

/**
 * Returns the next automatic move of the form for a code. A code is submitted without the button at most once: after
 * a refusal the form waits for the user. Where the user ticks a box, ticking it last submits any complete code; where
 * there is no box, the call waits for the captcha by itself.
 */
export function nextMove(form: CodeForm, cause: 'digit' | 'captcha'): 'submit' | 'to-captcha' | 'wait' {
  const { code, sent, typedToEnd, captchaPassed, manner } = form;
  if (code === undefined || code === sent) return 'wait';
  const ticked = cause === 'captcha' && manner === 'tick';
  if (!typedToEnd && !ticked) return 'wait';
  if (captchaPassed || !hasBox(manner)) return 'submit';
  return cause === 'digit' ? 'to-captcha' : 'wait';
}
