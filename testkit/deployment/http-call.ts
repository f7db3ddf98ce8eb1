import { type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** The loopback address to speak from: a source address is a socket's, never a header's. */
  readonly from?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; an empty object where it is not. */
  readonly json: Record<string, unknown>;
}

/** Milliseconds; a cold start on a busy machine is part of it. */
const PATIENCE = 120_000;

/** One HTTP request, sent as it is written: the path is not normalized. */
export function httpCall({ method, url, headers = {}, body, from }: Call): Promise<Answer> {
  const [, origin = '', path = '/'] = /^(https?:\/\/[^/]+)(\/.*)?$/.exec(url) ?? [];
  const { hostname, port, protocol } = new URL(origin);
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const options = {
    method,
    hostname,
    port,
    path,
    headers: { ...length, ...headers },
    localAddress: from,
    timeout: PATIENCE,
  };
  return new Promise((resolve, reject) => {
    const outgoing = (protocol === 'https:' ? tlsRequest : plainRequest)(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parsed(text) });
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${PATIENCE} ms`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
