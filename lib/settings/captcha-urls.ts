import type { CaptchaProvider } from '../../functions/operations/fields.ts';
import type { Settings } from './schema.ts';

/** URLs of a provider; none for `altcha`, which calls nobody. */
export interface CaptchaUrls {
  /** Script that the pages load. */
  readonly scriptUrl?: string | undefined;
  /** Endpoint at which the functions verify a token. */
  readonly verifyUrl?: string | undefined;
}

type CaptchaSettings = Pick<Settings, 'captchaProvider' | 'captchaProjectId' | 'captchaScriptUrl' | 'captchaVerifyUrl'>;

const GOOGLE = 'https://www.google.com/recaptcha';
const GOOGLE_CLOUD = 'https://recaptchaenterprise.googleapis.com/v1';
const TURNSTILE = 'https://challenges.cloudflare.com/turnstile/v0';

/** Returns the URLs that a provider documents for its script and its verification. */
export function providerUrls({
  captchaProvider,
  captchaProjectId = '',
}: Pick<Settings, 'captchaProvider' | 'captchaProjectId'>): CaptchaUrls {
  switch (captchaProvider) {
    case 'recaptcha-v2':
    case 'recaptcha-v3':
      return { scriptUrl: `${GOOGLE}/api.js`, verifyUrl: `${GOOGLE}/api/siteverify` };
    case 'recaptcha-enterprise':
      return {
        scriptUrl: `${GOOGLE}/enterprise.js`,
        verifyUrl: `${GOOGLE_CLOUD}/projects/${captchaProjectId}/assessments`,
      };
    case 'turnstile':
      return { scriptUrl: `${TURNSTILE}/api.js`, verifyUrl: `${TURNSTILE}/siteverify` };
    case 'hcaptcha':
      return { scriptUrl: 'https://js.hcaptcha.com/1/api.js', verifyUrl: 'https://api.hcaptcha.com/siteverify' };
    case 'altcha':
      return {};
  }
}

/** Returns the URLs that the stage sets, and the provider's own where it sets none. */
export function captchaUrls(settings: CaptchaSettings): CaptchaUrls {
  const { scriptUrl, verifyUrl } = providerUrls(settings);
  if (settings.captchaProvider === 'altcha') return {};
  return { scriptUrl: settings.captchaScriptUrl ?? scriptUrl, verifyUrl: settings.captchaVerifyUrl ?? verifyUrl };
}

/** Modes that a provider has; the first one is its default. */
export const CAPTCHA_MODES: { readonly [Name in CaptchaProvider]: readonly NonNullable<Settings['captchaMode']>[] } = {
  'recaptcha-v2': ['box', 'invisible'],
  'recaptcha-v3': ['invisible'],
  'recaptcha-enterprise': ['invisible'],
  turnstile: ['box', 'invisible'],
  hcaptcha: ['box', 'invisible'],
  altcha: ['invisible'],
};

/** The mode that a stage sets, and the provider's own where it sets none. */
export const captchaModeOf = ({ captchaProvider, captchaMode }: Pick<Settings, 'captchaProvider' | 'captchaMode'>) =>
  captchaMode ?? CAPTCHA_MODES[captchaProvider][0];
