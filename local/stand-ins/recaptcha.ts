import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { transformSync } from 'esbuild';
import { close, listen, readBody, sendJson, serve } from './loopback.ts';
import { RecaptchaTokens, type TokenBinding } from './recaptcha-tokens.ts';

interface Options {
  port: number;
  siteKey: string;
  /** The secret key that siteverify accepts; asked for on each call. */
  secret: () => Promise<string>;
}

const MODES = ['ok', 'timeout', '5xx', 'garbage', 'invalid-secret'] as const;
type Mode = (typeof MODES)[number];

const widgetFile = (name: string) => readFileSync(new URL(`./recaptcha-widget/${name}`, import.meta.url), 'utf8');
const widgetScript = (name: string) => transformSync(widgetFile(name), { loader: 'ts', target: 'es2022' }).code;

/** The frame may run and load what this server gives, nothing else. */
const FRAME_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

/**
 * Google's reCAPTCHA v2 contract on 127.0.0.1: the widget's `api.js`, its frame and `siteverify`. It judges no human and
 * says so. `POST /recaptcha/test/token` mints tokens; `POST /recaptcha/test/mode` makes siteverify fail.
 */
export async function startRecaptcha(options: Options): Promise<{ url: string; stop(): Promise<void> }> {
  const tokens = new RecaptchaTokens();
  let mode: Mode = 'ok';

  const files: Record<string, { type: string; body: string; policy?: string }> = {
    '/recaptcha/api.js': { type: 'text/javascript', body: widgetScript('api.ts') },
    '/recaptcha/api2/anchor': { type: 'text/html', body: widgetFile('anchor.html'), policy: FRAME_POLICY },
    '/recaptcha/api2/anchor.js': { type: 'text/javascript', body: widgetScript('anchor.ts') },
    '/recaptcha/api2/anchor.css': { type: 'text/css', body: widgetFile('anchor.css') },
  };

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
    switch (`${request.method} ${path}`) {
      case 'POST /recaptcha/api2/userverify':
        return issueToWidget(request, response, body);
      case 'POST /recaptcha/api/siteverify':
        if (mode === 'timeout') return;
        if (mode !== 'ok') return fail(response, mode);
        return sendJson(response, 200, await verify(request, body));
      case 'POST /recaptcha/test/token': {
        const { siteKey = options.siteKey, hostname = '127.0.0.1', action, score } = parse<TokenBinding>(body);
        return sendJson(response, 200, { token: tokens.issue({ siteKey, hostname, action, score }) });
      }
      case 'POST /recaptcha/test/mode': {
        const wanted = parse<{ mode: string }>(body).mode;
        const known = MODES.find((name) => name === wanted);
        if (known === undefined) return sendJson(response, 400, { error: `mode is one of ${MODES.join(', ')}` });
        mode = known;
        return sendJson(response, 200, { mode });
      }
      default:
        return sendJson(response, 404, { error: 'not found' });
    }
  });
  const url = await listen(server, options.port);
  return { url, stop: () => close(server) };

  /** The frame alone asks this, for the page whose origin `api.js` gave it and to which alone it hands the token. */
  function issueToWidget(request: IncomingMessage, response: ServerResponse, body: string): void {
    const { siteKey, origin, action } = parse<{ siteKey: string; origin: string; action?: string }>(body);
    // Not Origin: headless Chromium leaves it out of a same-origin POST.
    if (request.headers['sec-fetch-site'] !== 'same-origin')
      return sendJson(response, 403, { error: 'only the widget may ask' });
    if (siteKey !== options.siteKey) return sendJson(response, 400, { error: 'Invalid site key' });
    if (origin === undefined || !URL.canParse(origin)) return sendJson(response, 400, { error: 'Invalid origin' });
    return sendJson(response, 200, { token: tokens.issue({ siteKey, hostname: new URL(origin).hostname, action }) });
  }

  async function verify(request: IncomingMessage, body: string): Promise<object> {
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('application/x-www-form-urlencoded')) return refusal('bad-request');
    const form = new URLSearchParams(body);
    const [secret, token] = [form.get('secret') ?? '', form.get('response') ?? ''];
    const missing = [
      ...(secret === '' ? ['missing-input-secret'] : []),
      ...(token === '' ? ['missing-input-response'] : []),
    ];
    if (missing.length > 0) return refusal(...missing);
    if (secret !== (await options.secret())) return refusal('invalid-input-secret');
    const redemption = tokens.redeem(token, options.siteKey);
    if (typeof redemption === 'string') return refusal(redemption);
    const { hostname, action, score, issuedAt } = redemption;
    const challengeTime = `${new Date(issuedAt).toISOString().slice(0, 19)}Z`;
    return { success: true, challenge_ts: challengeTime, hostname, action, score };
  }
}

const refusal = (...codes: string[]) => ({ success: false, 'error-codes': codes });

function fail(response: ServerResponse, mode: Exclude<Mode, 'ok' | 'timeout'>): void {
  if (mode === 'invalid-secret') return sendJson(response, 200, refusal('invalid-input-secret'));
  response.writeHead(mode === '5xx' ? 503 : 200, { 'content-type': 'text/html' });
  response.end('<!doctype html><title>Error</title>');
}

function parse<Body extends object>(body: string): Partial<Body> {
  const parsed: unknown = JSON.parse(body || '{}');
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}
