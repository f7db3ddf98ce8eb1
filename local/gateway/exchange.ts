import type { IncomingMessage } from 'node:http';
import { ACCOUNT } from '../account.ts';
import type { Api, Match } from './routes.ts';

/** One request on its way through the gateway. */
export interface Exchange {
  readonly api: Api;
  readonly requestId: string;
  readonly traceId: string;
  readonly startedAt: number;
  readonly sourceIp: string;
  readonly method: string;
  /** The path as it came, with the stage and without the query. */
  readonly path: string;
  readonly query: string;
  readonly host: string;
  /** Header names as the client sent them. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
  match: Match | undefined;
  error: { readonly type: string; readonly message: string } | undefined;
  integration: { readonly status: number; readonly latency: number; readonly error: string } | undefined;
}

/** Answer to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Keeps header names and the order of values as they were on the wire. */
export function rawHeaders(request: IncomingMessage): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  const raw = request.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [name = '', value = ''] = [raw[index], raw[index + 1]];
    headers.set(name, [...(headers.get(name) ?? []), value]);
  }
  return headers;
}

/** The first value of a header, whatever the case of its name. */
export function header(exchange: Exchange, name: string): string | undefined {
  for (const [sent, values] of exchange.headers) if (sent.toLowerCase() === name.toLowerCase()) return values[0];
  return undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const pad = (value: number): string => String(value).padStart(2, '0');

/** The Common Log Format's time in UTC, as `$context.requestTime` has it. */
export function requestTime(epoch: number): string {
  const at = new Date(epoch);
  const month = MONTHS[at.getUTCMonth()];
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(pad).join(':');
  return `${pad(at.getUTCDate())}/${month}/${at.getUTCFullYear()}:${time} +0000`;
}

/** The variables of `$context` by name; `undefined` where there is no value. */
export function contextVariable(exchange: Exchange, name: string): string | undefined {
  const { api, error, integration } = exchange;
  const variables: Record<string, string | number | undefined> = {
    accountId: ACCOUNT,
    apiId: api.id,
    domainName: exchange.host,
    'error.message': error?.message,
    'error.messageString': error === undefined ? undefined : JSON.stringify(error.message),
    'error.responseType': error?.type,
    extendedRequestId: exchange.requestId,
    httpMethod: exchange.method,
    'identity.sourceIp': exchange.sourceIp,
    'identity.userAgent': header(exchange, 'user-agent'),
    'integration.error': integration?.error || undefined,
    'integration.integrationStatus': integration?.status,
    'integration.latency': integration?.latency,
    'integration.status': integration?.status,
    integrationErrorMessage: integration?.error || undefined,
    integrationLatency: integration?.latency,
    integrationStatus: integration?.status,
    path: exchange.path,
    protocol: 'HTTP/1.1',
    requestId: exchange.requestId,
    requestTime: requestTime(exchange.startedAt),
    requestTimeEpoch: exchange.startedAt,
    resourceId: exchange.match?.route.resourceId,
    resourcePath: exchange.match?.route.resourcePath,
    stage: api.stage.StageName,
    xrayTraceId: /Root=([^;]+)/.exec(exchange.traceId)?.[1],
  };
  const value = variables[name];
  return value === undefined ? undefined : String(value);
}

const CONTEXT_VARIABLE = /\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g;

/**
 * Puts the values of `$context.…` into a text. `messageString` is a JSON string with its quotes; all else goes in as
 * it is.
 */
export function fillContext(text: string, exchange: Exchange, extra: Record<string, string> = {}): string {
  return text.replaceAll(CONTEXT_VARIABLE, (_, name: string) => {
    const value = extra[name] ?? contextVariable(exchange, name);
    if (value === undefined) return name === 'error.messageString' ? 'null' : '-';
    return name === 'error.messageString' ? value : JSON.stringify(value).slice(1, -1);
  });
}

/** Reads a mapping parameter: `'text'`, `context.x`, `method.request.header.X` or `stageVariables.x`. */
export function mappedValue(expression: string, exchange: Exchange): string | undefined {
  const quoted = /^'(.*)'$/s.exec(expression);
  if (quoted !== null) return quoted[1] ?? '';
  const [, source, name = ''] = /^(context|method\.request\.header|stageVariables)\.(.+)$/.exec(expression) ?? [];
  if (source === 'context') return contextVariable(exchange, name);
  if (source === 'method.request.header') return header(exchange, name);
  if (source === 'stageVariables') return exchange.api.stage.Variables[name];
  throw new Error(`The laptop cloud does not know the mapping ${expression}`);
}
