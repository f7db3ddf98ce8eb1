import { Aws } from 'aws-cdk-lib';
import type { Settings } from '../settings.ts';

/** Google's widget loads its code from a second host, and may frame a third. */
const GOOGLE = {
  hosts: ['www.google.com', 'www.recaptcha.net'],
  code: 'https://www.gstatic.com',
  frame: 'https://recaptcha.google.com',
};

/**
 * Admits our own files, the human check's script and frame, and calls to the API.
 *
 * Where the API has no URL of its own, the policy cannot name it: the API's answers name the pages' origin, which is made
 * together with this policy, so each would wait for the other. Then any API Gateway of the region may be called.
 */
export function contentSecurityPolicy(settings: Pick<Settings, 'apiUrl' | 'captchaScriptUrl'>): string {
  const captcha = new URL(settings.captchaScriptUrl);
  const google = GOOGLE.hosts.includes(captcha.hostname);
  const api =
    settings.apiUrl === undefined
      ? `https://*.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`
      : new URL(settings.apiUrl).origin;
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", captcha.origin, ...(google ? [GOOGLE.code] : [])],
    'frame-src': [captcha.origin, ...(google ? [GOOGLE.frame] : [])],
    'connect-src': ["'self'", api],
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
