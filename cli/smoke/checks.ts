import { operationOf } from '../../functions/operations/index.ts';
import type { SmokeEndpoints } from './endpoints.ts';
import { type Answer, httpCall } from './http-call.ts';
import { callOperation } from './operation-call.ts';

/** A property of every deployment, which can be checked without a mailbox and without a captcha token. */
export interface Check {
  readonly name: string;
  /** Throws an error with the actual result if the check fails. */
  run(endpoints: SmokeEndpoints): Promise<void>;
}

/** Origin that no deployment may allow. */
const OTHER_ORIGIN = 'https://other.example';

/** Path of the API at the host of the pages. */
const SITE_PATH = '/v1';

const INVALID_TOKEN = 'smoke-test-without-a-captcha';

export const checks: readonly Check[] = [
  {
    name: 'the pages answer with their security headers',
    async run({ site }) {
      const answer = await httpCall({ method: 'GET', url: `${site}/` });
      expectStatus(answer, 200);
      expectHeader(answer, 'content-type', /^text\/html\b/);
      expectHeader(answer, 'content-security-policy', /default-src 'none'.*frame-ancestors 'none'/);
      expectHeader(answer, 'strict-transport-security', /max-age=\d{7,}/);
      expectHeader(answer, 'x-content-type-options', /^nosniff$/);
      expectHeader(answer, 'referrer-policy', /^no-referrer$/);
    },
  },
  {
    name: 'the pages know where to call the API: at their own host, or at this one',
    async run({ site, api }) {
      const answer = await httpCall({ method: 'GET', url: `${site}/config.json` });
      expectStatus(answer, 200);
      const { apiUrl } = answer.json;
      if (apiUrl !== SITE_PATH && apiUrl !== api)
        throw new Error(`config.json names the API ${String(apiUrl)}, not ${SITE_PATH} or ${api}`);
    },
  },
  {
    name: 'the host of the pages passes calls on to the API, and keeps no answer',
    async run({ site }) {
      const answer = await callOperation(site + SITE_PATH, 'start-reset', {});
      expectProblem(answer, 400, 'invalid-request');
      expectHeader(answer, 'cache-control', /^no-store$/);
      const headers = { Authorization: `Bearer ${'s'.repeat(43)}` };
      expectProblem(await callOperation(site + SITE_PATH, 'who-am-i', undefined, headers), 401, 'login-rejected');
    },
  },
  {
    name: 'an unknown route answers with a problem document',
    async run({ api }) {
      expectProblem(await httpCall({ method: 'POST', url: `${api}/nothing-here`, body: '{}' }), 404, 'not-found');
    },
  },
  {
    name: 'a start without fields is refused, and the answer names each field',
    async run(endpoints) {
      const answer = await callOperation(endpoints.api, 'start-reset', {});
      expectProblem(answer, 400, 'invalid-request');
      for (const field of ['userId', 'captchaToken']) {
        if (!answer.text.includes(`"${field}"`)) throw new Error(`the answer does not name ${field}: ${answer.text}`);
      }
      expectHeader(answer, 'cache-control', /^no-store$/);
    },
  },
  {
    name: 'a start without a captcha is refused',
    async run(endpoints) {
      const answer = await callOperation(endpoints.api, 'start-reset', {
        userId: 'smoke-test',
        captchaToken: INVALID_TOKEN,
      });
      if (answer.json['code'] === 'captcha-unavailable') {
        throw new Error(
          'the captcha cannot be verified: put the provider’s secret key into the secret that the output CaptchaSecretName names',
        );
      }
      expectProblem(answer, 400, 'captcha-rejected');
    },
  },
  {
    name: 'an unknown session is refused',
    async run(endpoints) {
      const headers = { Authorization: `Bearer ${'s'.repeat(43)}` };
      expectProblem(await callOperation(endpoints.api, 'who-am-i', undefined, headers), 401, 'login-rejected');
    },
  },
  {
    name: 'the pages may call the API, and other origins may not',
    async run(endpoints) {
      for (const [origin, allowed] of [
        [endpoints.site, endpoints.site],
        [OTHER_ORIGIN, undefined],
      ] as const) {
        const preflight = await httpCall({
          method: 'OPTIONS',
          url: `${endpoints.api}${operationOf('start-reset').path}`,
          headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
        });
        const answer = await callOperation(endpoints.api, 'start-reset', {}, { Origin: origin });
        for (const { headers } of [preflight, answer]) {
          const found = headers['access-control-allow-origin'];
          if (found !== allowed) throw new Error(`${origin} was answered with the origin ${found ?? 'none'}`);
        }
      }
    },
  },
];

function expectStatus({ status, text }: Answer, expected: number): void {
  if (status !== expected) throw new Error(`answered ${status} instead of ${expected}: ${text.slice(0, 200)}`);
}

function expectHeader({ headers }: Answer, name: string, pattern: RegExp): void {
  const value = String(headers[name] ?? '');
  if (!pattern.test(value)) throw new Error(`the header ${name} is ${value === '' ? 'missing' : `"${value}"`}`);
}

function expectProblem(answer: Answer, status: number, code: string): void {
  expectStatus(answer, status);
  expectHeader(answer, 'content-type', /^application\/problem\+json/);
  if (answer.json['code'] !== code) throw new Error(`the problem is ${String(answer.json['code'])} instead of ${code}`);
}
