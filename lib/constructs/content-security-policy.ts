import { Aws } from 'aws-cdk-lib';
import { captchaUrls } from '../settings/captcha-urls.ts';
import type { Settings } from '../settings/schema.ts';

type PolicySettings = Pick<
  Settings,
  'apiUrl' | 'captchaProvider' | 'captchaProjectId' | 'captchaScriptUrl' | 'captchaVerifyUrl'
>;

/** Google's widget loads its code from a second host, and may frame a third. */
const GOOGLE = {
  hosts: ['www.google.com', 'www.recaptcha.net'],
  code: 'https://www.gstatic.com',
  frame: 'https://recaptcha.google.com',
};

/** What one provider's check loads, frames and calls: the origin of its script, and what that needs besides. */
function captchaSources(settings: PolicySettings): { script: string[]; frame: string[]; connect: string[] } {
  const script = new URL(captchaUrls(settings).scriptUrl);
  const own = { script: [script.origin], frame: [script.origin], connect: [] };
  if (!GOOGLE.hosts.includes(script.hostname)) return own;
  // Without a box the page itself talks to Google (https://cloud.google.com/recaptcha/docs/faq).
  const boxless = settings.captchaProvider === 'recaptcha-v3' || settings.captchaProvider === 'recaptcha-enterprise';
  return {
    script: [script.origin, GOOGLE.code],
    frame: [script.origin, GOOGLE.frame],
    connect: boxless ? [script.origin] : [],
  };
}

/**
 * Admits our own files, the human check's script and frame, and calls to the API.
 *
 * Where the API has no URL of its own, the policy cannot name it: the API's answers name the pages' origin, which is made
 * together with this policy, so each would wait for the other. Then any API Gateway of the region may be called.
 */
export function contentSecurityPolicy(settings: PolicySettings): string {
  const captcha = captchaSources(settings);
  const api =
    settings.apiUrl === undefined
      ? `https://*.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`
      : new URL(settings.apiUrl).origin;
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...captcha.script],
    'frame-src': captcha.frame,
    'connect-src': ["'self'", api, ...captcha.connect],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}
