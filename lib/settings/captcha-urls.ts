import type { Settings } from './schema.ts';

export interface CaptchaUrls {
  /** What the pages load. */
  readonly scriptUrl: string;
  /** What the functions ask. */
  readonly verifyUrl: string;
}

type CaptchaSettings = Pick<Settings, 'captchaProvider' | 'captchaProjectId' | 'captchaScriptUrl' | 'captchaVerifyUrl'>;

const GOOGLE = 'https://www.google.com/recaptcha';
const GOOGLE_CLOUD = 'https://recaptchaenterprise.googleapis.com/v1';
const TURNSTILE = 'https://challenges.cloudflare.com/turnstile/v0';

/** Where a provider's script and its verification are, as the provider documents them. */
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
  }
}

/** The provider's URLs, or those that a stage names instead. */
export function captchaUrls(settings: CaptchaSettings): CaptchaUrls {
  const { scriptUrl, verifyUrl } = providerUrls(settings);
  return { scriptUrl: settings.captchaScriptUrl ?? scriptUrl, verifyUrl: settings.captchaVerifyUrl ?? verifyUrl };
}
