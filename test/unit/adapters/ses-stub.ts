import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answer of the stub to the next call. */
export type SesAnswer =
  | { readonly kind: 'accept' }
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message?: string }
  | { readonly kind: 'cut' }
  | { readonly kind: 'silence' };

const SENT = `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult>
<MessageId>0100-stub</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></SendRawEmailResponse>`;

const errorDocument = (code: string, message: string) =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code>
<Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`;

/**
 * SES v1 query protocol on the loopback interface. It sends the answers in the given order, then repeats the last
 * one.
 */
export class SesStub {
  readonly calls: URLSearchParams[] = [];
  readonly #server: Server;
  #answers: SesAnswer[] = [{ kind: 'accept' }];

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.calls.push(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
        const answer = (this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0]) ?? { kind: 'accept' };
        if (answer.kind === 'silence') return;
        if (answer.kind === 'cut') return void request.socket.destroy();
        const [status, body] =
          answer.kind === 'accept' ? [200, SENT] : [answer.status, errorDocument(answer.code, answer.message ?? '')];
        response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
      });
    });
  }

  answer(...answers: SesAnswer[]): void {
    this.calls.length = 0;
    this.#answers = answers;
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
