import type { Settings } from './schema.ts';

export interface CaptchaUrls {
  /** Script that the pages load. */
  readonly scriptUrl: string;
  /** Endpoint at which the functions verify a token. */
  readonly verifyUrl: string;
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
  }
}

/** Returns the URLs that the stage sets, and the provider's own where it sets none. */
export function captchaUrls(settings: CaptchaSettings): CaptchaUrls {
  const { scriptUrl, verifyUrl } = providerUrls(settings);
  return { scriptUrl: settings.captchaScriptUrl ?? scriptUrl, verifyUrl: settings.captchaVerifyUrl ?? verifyUrl };
}
