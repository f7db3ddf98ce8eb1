import { hasBox } from './captcha-providers.ts';
import type { Manner } from './captcha-widget.ts';

const withoutSpaces = (input: string): string =>
  input.normalize('NFKC').replace(/[\s\p{Pd}\u200b-\u200f\u2060-\u2069\ufeff]/gu, '');

const DIGIT = /\p{Nd}/u;

/** Returns the value of a decimal digit of any script. Each script has its ten digits in a row, 0 first. */
function valueOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (DIGIT.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value);
}

/**
 * Reads the digits of a code as people type and paste it: with spaces, hyphens, words before or after it, or the
 * digits of their own script. `undefined` if anything else is between the digits, or if their number is wrong.
 */
export function readOtp(input: string, digits: number): string | undefined {
  const code = withoutSpaces(input)
    .replace(/^\P{Nd}+|\P{Nd}+$/gu, '')
    .replace(/\p{Nd}/gu, valueOf);
  return new RegExp(`^[0-9]{${digits}}$`).test(code) ? code : undefined;
}

/** Whether the input has more digits than a code. The page does not guess which of them are the code. */
export const isTooLong = (input: string, digits: number): boolean => (input.match(/\p{Nd}/gu)?.length ?? 0) > digits;

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
