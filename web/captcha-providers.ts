import type { CaptchaProvider } from '../functions/operations/fields.ts';
import { altcha } from './captcha-altcha.ts';
import { hcaptcha } from './captcha-hcaptcha.ts';
import { recaptchaScore, recaptchaV2 } from './captcha-recaptcha.ts';
import { turnstile } from './captcha-turnstile.ts';
import type { CaptchaKind, CaptchaMode, LoadedProvider, Loader, Manner } from './captcha-widget.ts';

interface Supported {
  /** Loads the provider's script; a provider that is part of these pages has none. */
  readonly loader: (mode: CaptchaMode) => Loader | LoadedProvider;
  /** What each mode asks of the user. The first one is the default. */
  readonly modes: { readonly [Mode in CaptchaMode]?: Manner };
}

const providers: Readonly<Record<CaptchaProvider, Supported>> = {
  'recaptcha-v2': { loader: recaptchaV2, modes: { box: 'tick', invisible: 'maybe' } },
  'recaptcha-v3': { loader: () => recaptchaScore, modes: { invisible: 'nothing' } },
  'recaptcha-enterprise': { loader: () => recaptchaScore, modes: { invisible: 'nothing' } },
  turnstile: { loader: turnstile, modes: { box: 'watch', invisible: 'nothing' } },
  hcaptcha: { loader: hcaptcha, modes: { box: 'tick', invisible: 'maybe' } },
  altcha: { loader: () => altcha, modes: { invisible: 'nothing' } },
};

export const isCaptchaProvider = (name: string): name is CaptchaProvider => Object.hasOwn(providers, name);

/** Mode of a provider; undefined if it does not have the one that is asked for. */
export function modeOf(provider: CaptchaProvider, wanted: string | undefined): CaptchaMode | undefined {
  const modes = Object.keys(providers[provider].modes) as CaptchaMode[];
  return wanted === undefined ? modes[0] : modes.find((mode) => mode === wanted);
}

export const loaderOf = ({ captchaProvider, captchaMode }: CaptchaKind): Loader | LoadedProvider =>
  providers[captchaProvider].loader(captchaMode);

/** What the captcha asks of the user. */
export const mannerOf = ({ captchaProvider, captchaMode }: CaptchaKind): Manner =>
  providers[captchaProvider].modes[captchaMode] ?? 'tick';

/** Whether the user sees a box; the others judge unseen. */
export const hasBox = (manner: Manner): boolean => manner === 'tick' || manner === 'watch';
