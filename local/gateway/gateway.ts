import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Pool } from '../functions.ts';
import { newTraceId } from '../lambda/function-pool.ts';
import { PAYLOAD_LIMIT_BYTES } from '../lambda/invocation.ts';
import { type Listening, listen } from '../listen.ts';
import type { Template } from '../template.ts';
import { type Answer, type Exchange, fillContext, rawHeaders } from './exchange.ts';
import { type GatewayError, GatewayResponses } from './gateway-responses.ts';
import { runMock } from './mock-integration.ts';
import { proxyAnswer, proxyEvent } from './proxy-integration.ts';
import { type Api, match, readApi, type Route } from './routes.ts';
import { Throttle } from './throttle.ts';

/** API Gateway's payload quota: 10 MB. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
/** API Gateway's quota for the request line and headers together. */
const HEADER_LIMIT_BYTES = 10_240;

/** A request as the console shows it. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  /** The function or the gateway's own answer. */
  readonly by: string;
}

export interface GatewayOptions {
  readonly template: Template;
  readonly port: number;
  /** Finds a function by its physical name. */
  readonly functionNamed: (name: string) => Pool;
  readonly accessLog: string;
  readonly onRequest: (line: RequestLine) => void;
  readonly warn: (message: string) => void;
}

/**
 * `undefined` if the body is over the limit. The rest is read and dropped, so that the client gets to read the
 * answer.
 */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > BODY_LIMIT_BYTES) chunks = [];
    else chunks.push(bytes);
  }
  return length > BODY_LIMIT_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

/** An API Gateway REST API on a loopback port, made from the template's resources. */
export class Gateway {
  readonly #options: GatewayOptions;
  #api: Api;
  #responses: GatewayResponses;
  #throttle: Throttle;

  /** @throws if the template's API uses a feature that this gateway does not have */
  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#api = this.#read(options.template);
    this.#responses = new GatewayResponses(options.template);
    this.#throttle = new Throttle(this.#api.stage);
  }

  /** Answers later requests by another template; throws as the constructor does, and then changes nothing. */
  use(template: Template): void {
    const api = this.#read(template);
    if (api.stage.StageName !== this.#api.stage.StageName) throw new Error('the path of the API has changed');
    this.#responses = new GatewayResponses(template);
    this.#throttle = new Throttle(api.stage);
    this.#api = api;
  }

  #read(template: Template): Api {
    const api = readApi(template);
    for (const { integration } of api.routes) {
      if (integration.Type === 'AWS_PROXY') this.#options.functionNamed(integration.functionName);
    }
    return api;
  }

  /** The path of the stage, such as `/v1`. */
  get stagePath(): string {
    return `/${this.#api.stage.StageName}`;
  }

  start(): Promise<Listening> {
    const server = createServer({ maxHeaderSize: HEADER_LIMIT_BYTES }, (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        this.#options.warn(`gateway: ${error instanceof Error ? error.message : String(error)}`);
        response.destroy();
      });
    });
    return listen(server, this.#options.port);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = Date.now();
    const body = await readBody(request);
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    const exchange: Exchange = {
      api: this.#api,
      requestId: randomUUID(),
      traceId: newTraceId(),
      startedAt,
      sourceIp: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
      method: request.method ?? '',
      path,
      query,
      host: request.headers.host ?? `127.0.0.1:${this.#options.port}`,
      headers: rawHeaders(request),
      body: body ?? '',
      match: undefined,
      error: undefined,
      integration: undefined,
    };
    const answer = await this.#answer(exchange, body === undefined);
    this.#send(exchange, answer, response);
  }

  async #answer(exchange: Exchange, tooLarge: boolean): Promise<Answer> {
    const stagePath = `${this.stagePath}/`;
    if (exchange.path !== this.stagePath && !exchange.path.startsWith(stagePath)) {
      // No gateway response applies where there is no stage.
      const headers = [
        ['Content-Type', 'application/json'],
        ['x-amzn-ErrorType', 'ForbiddenException'],
      ] as const;
      return { status: 403, headers, body: '{"message":"Forbidden"}' };
    }
    const below = exchange.path.slice(this.stagePath.length) || '/';
    exchange.match = match(this.#api.routes, exchange.method, below);
    if (exchange.match === undefined) return this.#responses.answer('MISSING_AUTHENTICATION_TOKEN', exchange);
    const { route } = exchange.match;
    if (!this.#throttle.admits(route)) return this.#responses.answer('THROTTLED', exchange);
    if (tooLarge) return this.#responses.answer('REQUEST_TOO_LARGE', exchange);
    const answer = await this.#integrate(route, exchange);
    return typeof answer === 'string' ? this.#responses.answer(answer, exchange) : answer;
  }

  async #integrate(route: Route, exchange: Exchange): Promise<Answer | GatewayError> {
    const { integration } = route;
    if (integration.Type === 'MOCK') return runMock(integration, exchange);
    const payload = JSON.stringify(proxyEvent(exchange));
    if (Buffer.byteLength(payload) > PAYLOAD_LIMIT_BYTES) return 'REQUEST_TOO_LARGE';
    const began = performance.now();
    const measured = (status: number, error = '') => {
      exchange.integration = { status, latency: Math.round(performance.now() - began), error };
    };
    let timer: NodeJS.Timeout | undefined;
    const pool = this.#options.functionNamed(integration.functionName);
    const late = new Promise<'late'>((resolve) => {
      if (pool.definition.inspectPort !== undefined) return;
      timer = setTimeout(() => resolve('late'), integration.TimeoutInMillis);
    });
    const result = await Promise.race([pool.invoke(payload, exchange.traceId), late]);
    clearTimeout(timer);
    if (result === 'late') {
      measured(504, 'Execution failed due to a timeout error');
      return 'INTEGRATION_TIMEOUT';
    }
    const answer = proxyAnswer(result);
    if (!('malformed' in answer)) {
      measured(200);
      return answer;
    }
    measured(200, answer.malformed);
    if (result.ok) this.#options.warn(`function ${pool.definition.stem}: ${answer.malformed}`);
    return 'DEFAULT_5XX';
  }

  #send(exchange: Exchange, answer: Answer, response: ServerResponse): void {
    const bodyless = answer.status === 204 || answer.status === 304 || exchange.method === 'HEAD';
    const body = Buffer.from(bodyless ? '' : answer.body);
    const headers: Record<string, string[]> = {
      'x-amzn-RequestId': [exchange.requestId],
      'x-amz-apigw-id': [exchange.requestId.slice(0, 16)],
      'X-Amzn-Trace-Id': [exchange.traceId],
    };
    if (!bodyless) headers['Content-Length'] = [String(body.length)];
    for (const [name, value] of answer.headers) headers[name] = [...(headers[name] ?? []), value];
    response.writeHead(answer.status, headers);
    response.end(body);
    this.#log(exchange, answer.status, body.length);
  }

  #log(exchange: Exchange, status: number, responseLength: number): void {
    const milliseconds = Date.now() - exchange.startedAt;
    const format = this.#api.stage.AccessLogSetting?.Format;
    if (format !== undefined) {
      const extra = { status: `${status}`, responseLength: `${responseLength}`, responseLatency: `${milliseconds}` };
      appendFileSync(this.#options.accessLog, `${fillContext(format, exchange, extra).trim()}\n`);
    }
    const integration = exchange.match?.route.integration;
    const ran = exchange.integration !== undefined && integration?.Type === 'AWS_PROXY';
    const by = ran ? this.#options.functionNamed(integration.functionName).definition.stem : 'gateway';
    this.#options.onRequest({ method: exchange.method, path: exchange.path, status, milliseconds, by });
  }
}
