import { Aws } from 'aws-cdk-lib';
import { captchaModeOf, captchaUrls } from '../settings/captcha-urls.ts';
import type { Settings } from '../settings/schema.ts';

type PolicySettings = Pick<
  Settings,
  | 'apiUrl'
  | 'pagesCall'
  | 'captchaProvider'
  | 'captchaMode'
  | 'captchaProjectId'
  | 'captchaScriptUrl'
  | 'captchaVerifyUrl'
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
 * Returns the sources that a provider's captcha loads, frames and calls. Google documents paths for all of them
 * (https://developers.google.com/recaptcha/docs/faq). Of another provider, such as Turnstile, scripts come from the
 * folder of its script alone; its frames have no documented path
 * (https://developers.cloudflare.com/turnstile/reference/content-security-policy/).
 */
function captchaSources(settings: PolicySettings): CaptchaSources {
  const { scriptUrl } = captchaUrls(settings);
  if (scriptUrl === undefined) return NONE;
  const { hostname, origin } = new URL(scriptUrl);
  if (hostname === 'js.hcaptcha.com') return { script: HCAPTCHA, frame: HCAPTCHA, connect: HCAPTCHA, style: HCAPTCHA };
  if (!GOOGLE_HOSTS.includes(hostname)) {
    return { ...NONE, script: [new URL('.', scriptUrl).href], frame: [origin] };
  }
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
 * Returns the API's origin where the pages call it there. Without `apiUrl` it is every API Gateway of the region: the
 * API's answers contain the origin of the pages, and the pages contain this policy, so CloudFormation would have a
 * circle.
 */
function apiOrigin({ pagesCall, apiUrl }: PolicySettings): string[] {
  if (pagesCall === 'site') return [];
  return [apiUrl === undefined ? `https://*.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}` : new URL(apiUrl).origin];
}

/** Returns a policy that allows our own files and calls, and the captcha's script and frame. */
export function contentSecurityPolicy(settings: PolicySettings): string {
  const captcha = captchaSources(settings);
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...captcha.script],
    'frame-src': captcha.frame.length > 0 ? captcha.frame : ["'none'"],
    'connect-src': ["'self'", ...apiOrigin(settings), ...captcha.connect],
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
