import { Function as EdgeFunction, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { PATHS, type Path } from '../../web/paths.ts';
import type { Settings } from '../settings/schema.ts';

/**
 * Path at which password managers look for the page that changes a password
 * (https://w3c.github.io/webappsec-change-password-url/).
 */
const CHANGE_PASSWORD = '/.well-known/change-password';
const FORGOT_PASSWORD = '/forgot-password' satisfies Path;

/** Returns the paths that have a page. Without the built-in directory there is no account page. */
const pagesOf = ({ directory }: Settings): readonly Path[] =>
  directory === 'built-in' ? PATHS : PATHS.filter((path) => path !== '/account');

/**
 * Makes the function of CloudFront that answers each path of a page with the one document. S3 decides about every
 * other path: a file, or 404.
 */
export const siteRoutes = (scope: Construct, id: string, settings: Settings): EdgeFunction =>
  new EdgeFunction(scope, id, {
    comment: `Paths of the password reset pages (${settings.stage})`,
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(codeFor(pagesOf(settings))),
  });

/** CloudFront's own JavaScript runtime runs this text, so it is neither TypeScript nor bundled. */
const codeFor = (paths: readonly Path[]): string => `const pages = ${JSON.stringify(paths)};

function handler(event) {
  const request = event.request;
  const path = request.uri.replace(/(.)[/]+$/, '$1');
  if (path === '${CHANGE_PASSWORD}') {
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '${FORGOT_PASSWORD}' } } };
  }
  if (pages.includes(path)) request.uri = '/index.html';
  return request;
}
`;
