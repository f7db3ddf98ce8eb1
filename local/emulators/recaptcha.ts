import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { transformSync } from 'esbuild';
import { close, listen, readBody, sendJson, serve } from './loopback.ts';
import { RecaptchaTokens, type TokenBinding } from './recaptcha-tokens.ts';
import { type EmulatedProvider, type Verification, verifications } from './verifications.ts';

interface Options {
  port: number;
  siteKey: string;
  /** The secret key, or API key, that a verification has to carry; asked for on each call. */
  secret: () => Promise<string>;
  /** Provider whose contract is emulated; `recaptcha-v2` if left out. */
  provider?: EmulatedProvider;
}

const MODES = ['ok', 'timeout', '5xx', 'garbage', 'invalid-secret'] as const;
type Mode = (typeof MODES)[number];

const widgetFile = (name: string) => readFileSync(new URL(`./recaptcha-widget/${name}`, import.meta.url), 'utf8');
const widgetScript = (name: string) => transformSync(widgetFile(name), { loader: 'ts', target: 'es2022' }).code;

/** Score of a human, where the provider gives scores. */
const HUMAN_SCORE = 0.9;

/** The frame may run and load files of this server, nothing else. */
const FRAME_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

/**
 * One provider's contract on 127.0.0.1: the widget's script, its frame and the verification. It judges no human and
 * says so. `POST /recaptcha/test/token` mints tokens; `POST /recaptcha/test/mode` makes the verification fail;
 * `POST /recaptcha/test/interactive` makes a captcha without a box want an act of the user.
 */
export async function startRecaptcha(options: Options): Promise<{ url: string; stop(): Promise<void> }> {
  const { provider = 'recaptcha-v2' } = options;
  const verification: Verification = verifications[provider];
  const tokens = new RecaptchaTokens(verification.tokenLifetime);
  const verify = verification.endpoint({ tokens, siteKey: options.siteKey, secret: options.secret });
  let mode: Mode = 'ok';
  /** Whether a captcha without a box wants an act of the user after all, as Turnstile may. */
  let interactive = false;

  const files: Record<string, { type: string; body: string; policy?: string }> = {
    [verification.script.path]: { type: 'text/javascript', body: widgetScript(verification.script.file) },
    '/recaptcha/api2/anchor': { type: 'text/html', body: widgetFile('anchor.html'), policy: FRAME_POLICY },
    '/recaptcha/api2/anchor.js': { type: 'text/javascript', body: widgetScript('anchor.ts') },
    '/recaptcha/api2/anchor.css': { type: 'text/css', body: widgetFile('anchor.css') },
  };
  const issue = (binding: TokenBinding, ageSeconds?: number): string =>
    tokens.issue({ ...(verification.scored && { score: HUMAN_SCORE }), ...defined(binding) }, ageSeconds);

  const server = serve(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const body = (await readBody(request)).toString();
    const file = files[path];
    if (request.method === 'GET' && file !== undefined) {
      const headers = file.policy === undefined ? {} : { 'content-security-policy': file.policy };
      response.writeHead(200, {
        'content-type': `${file.type}; charset=utf-8`,
        'cache-control': 'no-store',
        ...headers,
      });
      response.end(file.body);
      return;
    }
    if (request.method === 'POST' && verification.path.test(path)) {
      if (mode === 'timeout') return;
      if (mode === '5xx' || mode === 'garbage') return fail(response, mode);
      const answer = mode === 'ok' ? await verify(request, body) : verification.unknownSecret;
      return sendJson(response, answer.status, answer.body);
    }
    switch (`${request.method} ${path}`) {
      case 'POST /recaptcha/api2/userverify':
        return issueToWidget(request, response, body);
      case 'POST /recaptcha/test/token': {
        const wanted = parse<TokenBinding & { ageSeconds: number }>(body);
        const { siteKey = options.siteKey, hostname = '127.0.0.1', action, score, ageSeconds } = wanted;
        return sendJson(response, 200, { token: issue({ siteKey, hostname, action, score }, ageSeconds) });
      }
      case 'POST /recaptcha/test/mode': {
        const wanted = parse<{ mode: string }>(body).mode;
        const known = MODES.find((name) => name === wanted);
        if (known === undefined) return sendJson(response, 400, { error: `mode is one of ${MODES.join(', ')}` });
        mode = known;
        return sendJson(response, 200, { mode });
      }
      case 'POST /recaptcha/test/interactive': {
        interactive = parse<{ interactive: boolean }>(body).interactive === true;
        return sendJson(response, 200, { interactive });
      }
      default:
        return sendJson(response, 404, { error: 'not found' });
    }
  });
  const url = await listen(server, options.port);
  return { url, stop: () => close(server) };

  /** The frame alone asks this, for the page whose origin `api.js` gave it and to which alone it hands the token. */
  function issueToWidget(request: IncomingMessage, response: ServerResponse, body: string): void {
    const { siteKey, origin, action, unseen } = parse<{
      siteKey: string;
      origin: string;
      action?: string;
      unseen: boolean;
    }>(body);
    // Not Origin: headless Chromium leaves it out of a same-origin POST.
    if (request.headers['sec-fetch-site'] !== 'same-origin')
      return sendJson(response, 403, { error: 'only the widget may ask' });
    if (siteKey !== options.siteKey) return sendJson(response, 400, { error: 'Invalid site key' });
    if (origin === undefined || !URL.canParse(origin)) return sendJson(response, 400, { error: 'Invalid origin' });
    if (unseen === true && interactive) return sendJson(response, 200, { interactive: true });
    return sendJson(response, 200, { token: issue({ siteKey, hostname: new URL(origin).hostname, action }) });
  }
}

const defined = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

function fail(response: ServerResponse, mode: '5xx' | 'garbage'): void {
  response.writeHead(mode === '5xx' ? 503 : 200, { 'content-type': 'text/html' });
  response.end('<!doctype html><title>Error</title>');
}

function parse<Body extends object>(body: string): Partial<Body> {
  const parsed: unknown = JSON.parse(body || '{}');
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}
