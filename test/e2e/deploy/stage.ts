import type { Endpoints } from '../../../testkit/deployment/endpoints.ts';

/** The stage that is deployed for the tests: the one that lives without AWS, where alone http is allowed. */
export const STAGE = 'laptop';

/** What of the stage differs here: the addresses of what stands in for the internet. */
export function settingsFor({ site, recaptcha }: Pick<Endpoints, 'site' | 'recaptcha'>): Record<string, string> {
  return {
    siteUrl: site,
    captchaScriptUrl: `${recaptcha}/recaptcha/api.js`,
    captchaVerifyUrl: `${recaptcha}/recaptcha/api/siteverify`,
  };
}
