import { Aws } from 'aws-cdk-lib';
import { captchaUrls } from '../settings/captcha-urls.ts';
import type { Settings } from '../settings/schema.ts';

type PolicySettings = Pick<
  Settings,
  'apiUrl' | 'captchaProvider' | 'captchaProjectId' | 'captchaScriptUrl' | 'captchaVerifyUrl'
>;

/** Hosts of Google's widget. It loads its code from a second host and may frame a third. */
const GOOGLE = {
  hosts: ['www.google.com', 'www.recaptcha.net'],
  code: 'https://www.gstatic.com',
  frame: 'https://recaptcha.google.com',
};

/** Returns the sources that a provider's captcha loads, frames and calls. */
function captchaSources(settings: PolicySettings): { script: string[]; frame: string[]; connect: string[] } {
  const script = new URL(captchaUrls(settings).scriptUrl);
  const own = { script: [script.origin], frame: [script.origin], connect: [] };
  if (!GOOGLE.hosts.includes(script.hostname)) return own;
  // Without a box the page itself calls Google (https://cloud.google.com/recaptcha/docs/faq).
  const boxless = settings.captchaProvider === 'recaptcha-v3' || settings.captchaProvider === 'recaptcha-enterprise';
  return {
    script: [script.origin, GOOGLE.code],
    frame: [script.origin, GOOGLE.frame],
    connect: boxless ? [script.origin] : [],
  };
}

/**
 * Returns a policy that allows our own files, the captcha's script and frame, and calls to the API.
 *
 * Without `apiUrl` the policy allows every API Gateway of the region. It cannot name the API: the API's answers
 * contain the origin of the pages, and the pages contain this policy, so CloudFormation would have a circle.
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
