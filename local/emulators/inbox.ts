import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingMessage, request as forwardRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import ses from 'aws-ses-v2-local';
import { clearStore, type Email, getStoreReadonly, saveEmail } from 'aws-ses-v2-local/dist/store.js';
import { answerPage } from './inbox-page.ts';
import { EventLog, type Publish } from './event-log.ts';
import { close, listen, readBody, sendJson, serve } from './loopback.ts';
import { refuse, SES_FAULTS, type SesFault } from './ses-faults.ts';
import { accept, askedMail, messageIdIn, newMessageId, rawMailOf, recipientOf, V1_ACTIONS } from './ses-form.ts';
import { type ConfigurationSets, type Fate, FATES, SesSending } from './ses-sending.ts';
import { SuppressionList } from './suppression-list.ts';

interface Options {
  port: number;
  /** Folder that keeps the mails between runs. */
  dataDir: string;
  /** The template's configuration sets; a mail through any other publishes no events. */
  configurationSets?: ConfigurationSets;
  /** Called once for each new mail. */
  onMail: (mail: { to: string[]; subject: string }) => void;
}

interface Mode {
  mode: 'ok' | 'timeout' | SesFault | Fate;
  /** Milliseconds that each send waits before it is looked at. */
  delayMs: number;
  /** The one recipient that it concerns, while others are served as before; everybody where it is left out. */
  to?: string;
}

const WELL: Mode = { mode: 'ok', delayMs: 0 };
const MODES: readonly string[] = ['ok', 'timeout', ...SES_FAULTS, ...FATES] satisfies Mode['mode'][];

/** A running inbox. */
export interface Inbox {
  readonly url: string;
  /** Takes the events of mails from now on; before, nobody hears of them. */
  publishTo(publish: Publish): void;
  stop(): Promise<void>;
}

/**
 * SES (v1 and v2) over its wire protocol with an inbox page at `/`, on 127.0.0.1. `POST /test/mode
 * {"mode","delayMs","to"}` makes sends fail, all or those to one address, or mails come back that were taken
 * (`bounce`, `complaint`, `virus`). `GET /test/mails?after=N` has the mails after the first N. The mails live in the
 * module of the inbox: one inbox a process. v1 keeps only the first recipient, and only v1 publishes events. A mail
 * that was sent as MIME is kept as a mail program reads it.
 */
export async function startInbox(options: Options): Promise<Inbox> {
  mkdirSync(options.dataDir, { recursive: true });
  const file = join(options.dataDir, 'mails.jsonl');
  const modes = new Map<string | undefined, Mode>();
  const suppressed = new SuppressionList(join(options.dataDir, 'suppressed.json'));
  const sending = new SesSending(options.configurationSets ?? new Map(), suppressed);
  const events = new EventLog();
  let backendPort = 0;

  const server = serve(async (request, response) => {
    const body = await readBody(request);
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (answerPage(request.method, path, response)) return;
    if (request.method === 'POST' && path === '/test/mode') {
      const wanted = parseMode(body);
      const isOver = wanted.to !== undefined && wanted.mode === 'ok' && wanted.delayMs === 0;
      if (isOver) modes.delete(wanted.to);
      else modes.set(wanted.to, wanted);
      return sendJson(response, 200, wanted);
    }
    if (request.method === 'GET' && path === '/test/mails') {
      const { emails } = getStoreReadonly();
      return sendJson(response, 200, { mails: emails.slice(Number(searchParams.get('after'))), count: emails.length });
    }
    if (path === '/test/events') return events.answer(request.method, body, response);
    if (suppressed.answer(request.method ?? '', path, body, response)) return;
    const isV1 = request.method === 'POST' && path === '/';
    const isSend = isV1 || (request.method === 'POST' && path.startsWith('/v2/email/outbound-'));
    const form = new URLSearchParams(isV1 ? body.toString() : '');
    const mode = modes.get(recipientOf(form)) ?? modes.get(undefined) ?? WELL;
    if (isSend && mode.delayMs > 0) await sleep(mode.delayMs);
    if (isSend && mode.mode === 'timeout') return;
    const fault = SES_FAULTS.find((name) => name === mode.mode);
    if (isSend && fault !== undefined) return refuse(response, isV1, fault);
    const action = V1_ACTIONS.find((name) => name === form.get('Action'));
    if (isV1 && action === undefined) return refuse(response, true, 'unknown-action');

    const fate = FATES.find((name) => name === mode.mode);
    const raw = await rawMailOf(form);
    const asked = askedMail(form, raw);
    const settle = (messageId: string | undefined) => {
      if (messageId === undefined || action === undefined) return;
      for (const event of sending.settle({ ...asked, messageId }, fate)) events.putLater(event);
    };
    const arrives = sending.arrives(asked, fate);
    if (action !== undefined && (raw !== undefined || !arrives)) {
      const messageId = newMessageId();
      if (raw !== undefined && arrives) {
        const destination = { to: [asked.to], cc: [], bcc: [] };
        const at = Math.floor(asked.sentAt.getTime() / 1000);
        saveEmail({ ...raw, messageId, destination, attachments: [], at });
        keepNewMails();
      }
      accept(response, action, messageId);
      return settle(messageId);
    }
    const answer = await forward(request, body, response, backendPort, () => {
      if (path === '/clear-store') rmSync(file, { force: true });
      keepNewMails();
    });
    settle(messageIdIn(answer));
  });
  const url = await listen(server, options.port);

  clearStore();
  for (const email of mailsOf(file)) saveEmail(email);
  let kept = getStoreReadonly().emails.length;
  const keepNewMails = () => {
    const { emails } = getStoreReadonly();
    const fresh = emails.slice(kept);
    kept = emails.length;
    for (const email of fresh) {
      appendFileSync(file, `${JSON.stringify(email)}\n`, { mode: 0o600 });
      options.onMail({ to: email.destination.to, subject: email.subject });
    }
  };
  const backend = await ses.default({ host: '127.0.0.1', port: 0 });
  backend.keepAliveTimeout = 0;
  backendPort = (backend.address() as AddressInfo).port;

  return {
    url,
    publishTo: (publish) => events.publishTo(publish),
    async stop() {
      events.stop();
      await close(server);
      await close(backend);
    },
  };
}

function forward(
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  port: number,
  beforeAnswer: () => void,
): Promise<Buffer> {
  const { connection: _connection, 'transfer-encoding': _encoding, ...headers } = request.headers;
  return new Promise((resolve, reject) => {
    const outgoing = forwardRequest({
      host: '127.0.0.1',
      port,
      method: request.method,
      path: request.url,
      headers: { ...headers, 'content-length': body.length },
    });
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      readBody(incoming)
        .then((answer) => {
          beforeAnswer();
          const {
            connection: _closed,
            'keep-alive': _keepAlive,
            'transfer-encoding': _chunked,
            ...passed
          } = incoming.headers;
          response.writeHead(incoming.statusCode ?? 502, passed);
          response.end(answer);
          return answer;
        })
        .then(resolve, reject);
    });
    outgoing.end(body);
  });
}

function parseMode(body: Buffer): Mode {
  const { mode = 'ok', delayMs = 0, to } = JSON.parse(body.toString()) as Partial<Mode>;
  if (!MODES.includes(mode) || !(delayMs >= 0))
    throw new Error(`mode is one of ${MODES.join(', ')}; delayMs is 0 or more`);
  return { mode, delayMs, ...(to !== undefined && { to }) };
}

/** The mails of earlier runs. A last line cut off by a crash is left out. */
function mailsOf(file: string): Email[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Email);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
