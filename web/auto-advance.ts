import type { CaptchaProvider } from '../functions/operations/fields.ts';

export interface CodeForm {
  /** The code, once it is complete. */
  readonly code: string | undefined;
  /** The code that was sent last. */
  readonly sent: string | undefined;
  /** Whether the last change was made behind the last digit: who mends a digit in the middle may not be done. */
  readonly typedToEnd: boolean;
  readonly captchaPassed: boolean;
  readonly provider: CaptchaProvider;
}

/**
 * What a form for a code does by itself. A code is sent once at most without its button: after a refusal it waits for the
 * person. Where a person ticks a box by hand, that is the last act, whichever way the code came to be complete.
 */
export function nextMove(form: CodeForm, cause: 'digit' | 'captcha'): 'submit' | 'to-captcha' | 'wait' {
  const { code, sent, typedToEnd, captchaPassed, provider } = form;
  if (code === undefined || code === sent) return 'wait';
  const ticked = cause === 'captcha' && provider === 'recaptcha-v2';
  if (!typedToEnd && !ticked) return 'wait';
  if (captchaPassed) return 'submit';
  return cause === 'digit' && hasBox(provider) ? 'to-captcha' : 'wait';
}

/** Whether the provider has a box on the page; the others judge unseen. */
export const hasBox = (provider: CaptchaProvider): boolean => provider === 'recaptcha-v2' || provider === 'turnstile';
