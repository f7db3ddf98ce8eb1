import { Aws } from 'aws-cdk-lib';
import { captchaModeOf, captchaUrls } from '../settings/captcha-urls.ts';
import type { Settings } from '../settings/schema.ts';

type PolicySettings = Pick<
  Settings,
  'apiUrl' | 'captchaProvider' | 'captchaMode' | 'captchaProjectId' | 'captchaScriptUrl' | 'captchaVerifyUrl'
>;

/** Sources of a captcha, by the directive that allows them. */
interface CaptchaSources {
  readonly script: readonly string[];
  readonly frame: readonly string[];
  readonly connect: readonly string[];
  readonly style: readonly string[];
}

const NONE: CaptchaSources = { script: [], frame: [], connect: [], style: [] };

const GOOGLE_HOSTS = ['www.google.com', 'www.recaptcha.net'];

/** hCaptcha asks for all of its hosts, because its files move between them: https://docs.hcaptcha.com. */
const HCAPTCHA = ['https://hcaptcha.com', 'https://*.hcaptcha.com'];

/**
 * Returns the sources that a provider's captcha loads, frames and calls: paths where the provider documents paths
 * (Google: https://developers.google.com/recaptcha/docs/faq), and otherwise its hosts.
 */
function captchaSources(settings: PolicySettings): CaptchaSources {
  const { scriptUrl } = captchaUrls(settings);
  if (scriptUrl === undefined) return NONE;
  const { hostname, origin } = new URL(scriptUrl);
  if (hostname === 'js.hcaptcha.com') return { script: HCAPTCHA, frame: HCAPTCHA, connect: HCAPTCHA, style: HCAPTCHA };
  if (!GOOGLE_HOSTS.includes(hostname)) return { ...NONE, script: [origin], frame: [origin] };
  // Without a box the page itself calls Google (https://cloud.google.com/recaptcha/docs/faq).
  const boxless = captchaModeOf(settings) === 'invisible';
  return {
    ...NONE,
    script: [`${origin}/recaptcha/`, 'https://www.gstatic.com/recaptcha/'],
    frame: [`${origin}/recaptcha/`, 'https://recaptcha.google.com/recaptcha/'],
    connect: boxless ? [`${origin}/recaptcha/`] : [],
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
    'frame-src': captcha.frame.length > 0 ? captcha.frame : ["'none'"],
    'connect-src': ["'self'", api, ...captcha.connect],
    'style-src': ["'self'", ...captcha.style],
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
