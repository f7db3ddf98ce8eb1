import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import type { Command, Context } from '../ops/command.ts';
import type { PageFiles } from './page-files.ts';
import { bodyOf, checkOrigin, Refused, send, sendJson } from './requests.ts';
import { runForPage } from './run-order.ts';
import { Session } from './session.ts';

const HOST = '127.0.0.1';

export interface ConsoleOptions {
  readonly context: Context;
  readonly commands: ReadonlyMap<string, Command>;
  readonly files: PageFiles;
  /** Milliseconds without a call after which the console closes. */
  readonly idle: number;
}

/** Web server of the console: one page, for one browser, on this computer alone. */
export class ConsoleServer {
  /** Address of the page, with the token that works once. */
  readonly address: string;
  /** Resolves when the server has closed. */
  readonly closed: Promise<void>;
  readonly #close: () => void;

  private constructor(address: string, closed: Promise<void>, close: () => void) {
    this.address = address;
    this.closed = closed;
    this.#close = close;
  }

  static async start({ context, commands, files, idle }: ConsoleOptions): Promise<ConsoleServer> {
    const session = new Session();
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, HOST, resolve));
    const origin = `http://${HOST}:${(server.address() as AddressInfo).port}`;
    const closed = new Promise<void>((resolve) => server.once('close', resolve));
    const close = () => {
      clearTimeout(timer);
      server.close();
      server.closeAllConnections();
    };
    const timer = setTimeout(close, idle);
    const answer = (request: IncomingMessage, response: ServerResponse) =>
      answerTo(request, response, { origin, session, files, context, commands, used: () => void timer.refresh() });
    server.on('request', (request, response) => {
      answer(request, response).catch((error: unknown) => {
        const { status, message } = error instanceof Refused ? error : new Refused(500, 'the console failed');
        sendJson(response, status, { error: message });
      });
    });
    return new ConsoleServer(`${origin}/#${session.token}`, closed, close);
  }

  close(): Promise<void> {
    this.#close();
    return this.closed;
  }
}

interface Serving extends Pick<ConsoleOptions, 'context' | 'commands' | 'files'> {
  readonly origin: string;
  readonly session: Session;
  /** Notes that the console is in use. */
  readonly used: () => void;
}

const exchange = z.strictObject({ token: z.string() });

async function answerTo(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const { context, commands, files, origin, session, used } = serving;
  checkOrigin(request, origin);
  const path = request.url ?? '/';
  if (request.method === 'GET') {
    const file = files.get(path);
    if (file === undefined) throw new Refused(404, 'there is no such page');
    return send(response, 200, file.type, file.content);
  }
  if (path === '/session') {
    const bearer = session.exchange(exchange.safeParse(await bodyOf(request)).data?.token ?? '');
    if (bearer === undefined) throw new Refused(401, 'the address was used already; start the console again');
    used();
    return sendJson(response, 200, { bearer, stage: context.stage, by: await context.clients.administrator() });
  }
  if (!session.isOpenFor(request.headers.authorization)) throw new Refused(401, 'start the console again');
  if (path !== '/commands') throw new Refused(404, 'there is no such call');
  used();
  sendJson(response, 200, await runForPage(context, commands, await bodyOf(request)));
}
