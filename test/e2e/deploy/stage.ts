import type { Endpoints } from '../../../testkit/deployment/endpoints.ts';

/** Stage that is deployed for the tests: the only one that allows http. */
export const STAGE = 'laptop';

/** Settings that differ from the stage's own: the URLs of the site and the captcha emulator. */
export function settingsFor({ site, recaptcha }: Pick<Endpoints, 'site' | 'recaptcha'>): Record<string, string> {
  return {
    siteUrl: site,
    captchaScriptUrl: `${recaptcha}/recaptcha/api.js`,
    captchaVerifyUrl: `${recaptcha}/recaptcha/api/siteverify`,
  };
}
