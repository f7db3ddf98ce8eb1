import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import { ACCOUNT } from '../account.ts';
import type { InvocationResult } from '../lambda/invocation.ts';
import { type Answer, type Exchange, header, requestTime } from './exchange.ts';

/** Headers of a function's answer that API Gateway gives another name. */
const REMAPPED = new Set([
  'connection',
  'content-md5',
  'date',
  'expect',
  'host',
  'server',
  'user-agent',
  'www-authenticate',
]);
/** Headers that belong to the connection; the gateway writes its own. */
const DROPPED = new Set(['content-length', 'transfer-encoding', 'te', 'trailer', 'upgrade']);

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const answerSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(scalar)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

const last = (values: Record<string, string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? '']));

function headersOf(exchange: Exchange): Record<string, string[]> {
  const forwarded = header(exchange, 'x-forwarded-for');
  const added = {
    'X-Amzn-Trace-Id': exchange.traceId,
    'X-Forwarded-For': forwarded === undefined ? exchange.sourceIp : `${forwarded}, ${exchange.sourceIp}`,
    'X-Forwarded-Port': new URL(`http://${exchange.host}`).port,
    'X-Forwarded-Proto': 'http',
  };
  const names = new Set(Object.keys(added).map((name) => name.toLowerCase()));
  const sent = [...exchange.headers].filter(([name]) => !names.has(name.toLowerCase()));
  return {
    ...Object.fromEntries(sent.map(([name, values]) => [name, [...values]])),
    ...Object.fromEntries(Object.entries(added).map(([name, value]) => [name, [value]])),
  };
}

function queryOf(exchange: Exchange): Record<string, string[]> | null {
  const values: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(exchange.query)) values[name] = [...(values[name] ?? []), value];
  return Object.keys(values).length === 0 ? null : values;
}

/** The event of a Lambda proxy integration, in payload format 1.0. */
export function proxyEvent(exchange: Exchange): APIGatewayProxyEvent {
  const { api, match } = exchange;
  const headers = headersOf(exchange);
  const query = queryOf(exchange);
  const { resourcePath = '', resourceId = '' } = match?.route ?? {};
  return {
    resource: resourcePath,
    path: exchange.path.slice(api.stage.StageName.length + 1) || '/',
    httpMethod: exchange.method,
    headers: last(headers),
    multiValueHeaders: headers,
    queryStringParameters: query === null ? null : last(query),
    multiValueQueryStringParameters: query,
    pathParameters: match?.pathParameters ?? null,
    stageVariables: Object.keys(api.stage.Variables).length === 0 ? null : api.stage.Variables,
    requestContext: {
      resourceId,
      resourcePath,
      httpMethod: exchange.method,
      extendedRequestId: exchange.requestId,
      requestTime: requestTime(exchange.startedAt),
      requestTimeEpoch: exchange.startedAt,
      path: exchange.path,
      accountId: ACCOUNT,
      protocol: 'HTTP/1.1',
      stage: api.stage.StageName,
      domainPrefix: api.id,
      domainName: exchange.host,
      requestId: exchange.requestId,
      apiId: api.id,
      authorizer: null,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: exchange.sourceIp,
        user: null,
        userAgent: header(exchange, 'user-agent') ?? null,
        userArn: null,
      },
    },
    body: exchange.body === '' ? null : exchange.body,
    isBase64Encoded: false,
  };
}

/** The function's result as an answer; a reason in words if it is none, which the client never sees. */
export function proxyAnswer(result: InvocationResult): Answer | { readonly malformed: string } {
  if (!result.ok) return { malformed: result.error.errorMessage };
  const parsed = answerSchema.safeParse(parse(result.payload));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`);
    return { malformed: `malformed Lambda proxy response: ${wrong.join('; ')}` };
  }
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  const lists = Object.entries(multiValueHeaders ?? {});
  const repeated = new Set(lists.map(([name]) => name.toLowerCase()));
  const pairs = [
    ...Object.entries(headers ?? {}).filter(([name]) => !repeated.has(name.toLowerCase())),
    ...lists.flatMap(([name, values]) => values.map((value) => [name, value] as const)),
  ].filter(([name]) => !DROPPED.has(name.toLowerCase()));
  const answered = pairs.map(([name, value]) =>
    REMAPPED.has(name.toLowerCase()) ? ([`x-amzn-Remapped-${name}`, value] as const) : ([name, value] as const),
  );
  const typed = answered.some(([name]) => name.toLowerCase() === 'content-type');
  const text = body ?? '';
  return {
    status: statusCode,
    headers: typed ? answered : [...answered, ['Content-Type', 'application/json']],
    body: isBase64Encoded === true ? Buffer.from(text, 'base64').toString('utf8') : text,
  };
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
