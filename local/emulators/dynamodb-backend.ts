import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import dynalite from 'dynalite';
import { listen, readBody } from './loopback.ts';

/** A data call's answer as it came over the wire. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** dynalite checks the form of these headers, not the signature. */
const OWN_HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

export interface Backend {
  forward(headers: IncomingHttpHeaders, body: Buffer, method?: string): Promise<Reply>;
  /** A call that the emulator itself makes. */
  send(operation: string, input: object): Promise<Reply>;
  /** The same, parsed. Throws where the answer is not 200, with the error's type in the message. */
  call(operation: string, input: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts dynalite on a free port of the loopback interface, with its store in the folder `path`. */
export async function startBackend(path: string): Promise<Backend> {
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  // Never closed from that side: a socket closed while idle would fail the call that takes it next.
  server.keepAliveTimeout = 0;
  const url = await listen(server, 0);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });

  const forward: Backend['forward'] = (headers, body, method = 'POST') =>
    new Promise((resolve, reject) => {
      const { host: _host, connection: _connection, 'transfer-encoding': _encoding, ...passed } = headers;
      const outgoing = request(url, { agent, method, headers: { ...passed, 'content-length': body.length } });
      outgoing.once('error', reject);
      outgoing.once('response', (incoming) => {
        readBody(incoming).then(
          (answer) => resolve({ status: incoming.statusCode ?? 500, headers: incoming.headers, body: answer }),
          reject,
        );
      });
      outgoing.end(body);
    });

  const send: Backend['send'] = (operation, input) =>
    forward({ ...OWN_HEADERS, 'x-amz-target': `DynamoDB_20120810.${operation}` }, Buffer.from(JSON.stringify(input)));

  return {
    forward,
    send,
    async call(operation, input) {
      const reply = await send(operation, input);
      if (reply.status !== 200) throw new Error(`${operation}: ${reply.body.toString()}`);
      return JSON.parse(reply.body.toString());
    },
    async stop() {
      agent.destroy();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined || error === null ? resolve() : reject(error)));
        server.closeAllConnections();
      });
    },
  };
}
