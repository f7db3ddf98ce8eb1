import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';

export interface TimedAnswer {
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly text: string;
  /** From the first byte sent to the last byte received. */
  readonly milliseconds: number;
}

/** Milliseconds. */
const PATIENCE = 30_000;

/** One kept-alive connection from one source address, for one call at a time. */
export class TimedConnection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #api: string;
  readonly #from: string;

  /** @param from the loopback address to speak from */
  constructor(api: string, from: string) {
    this.#api = api;
    this.#from = from;
  }

  /** Calls a path that is not there, so that the connection stands before the first measurement. */
  async open(): Promise<void> {
    await this.post('/nothing', '{}');
  }

  /** @param headers beside the length, and instead of JSON's type where they name another */
  async post(path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<TimedAnswer> {
    const outgoing = request(`${this.#api}${path}`, {
      method: 'POST',
      agent: this.#agent,
      localAddress: this.#from,
      headers: { 'Content-Type': 'application/json', ...headers, 'Content-Length': Buffer.byteLength(body) },
      timeout: PATIENCE,
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${PATIENCE} ms`)));
    const answered = new Promise<TimedAnswer>((resolve, reject) => {
      let began = 0;
      outgoing.once('error', reject);
      outgoing.once('socket', (socket: Socket) => {
        const send = () => {
          began = performance.now();
          outgoing.end(body);
        };
        if (socket.connecting) once(socket, 'connect').then(send, reject);
        else send();
      });
      outgoing.once('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const milliseconds = performance.now() - began;
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: incoming.statusCode ?? 0, rawHeaders: incoming.rawHeaders, text, milliseconds });
        });
      });
    });
    return answered;
  }

  close(): void {
    this.#agent.destroy();
  }
}
