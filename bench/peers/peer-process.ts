import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { MailWatch } from '../../testkit/deployment/mail-watch.ts';
import { otpIn } from '../../testkit/deployment/mailbox.ts';
import { processorTimeOfTree, type TreeTime } from '../../testkit/measuring/processor-time.ts';

export type PeerServer = 'better-auth' | 'openauth';

/** Emulators that a peer shares with this service, for figures on an equal footing. */
export interface Services {
  /** Absent where the peer has no adapter for it. */
  readonly dynamodb?: string;
  readonly ses: string;
  /** The mails that SES took. */
  readonly mails: MailWatch;
}

/** A message of servers/channel.mjs. */
interface Message {
  readonly mail?: { readonly address: string; readonly code: string };
  readonly ready?: { readonly port: number; readonly hash: string };
  readonly answer?: number;
}

/** Milliseconds. */
const START_LIMIT = 60_000;
const MAIL_LIMIT = 10_000;

/** The emulators check no signature. */
const CREDENTIALS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

/** A peer's server in a process and a folder of its own, with its mails. */
export class PeerProcess {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #mails: MailWatch | undefined;
  /** The last code by address. */
  readonly #codes = new Map<string, string>();
  #errors = '';

  private constructor(folder: string, child: ChildProcess, mails: MailWatch | undefined) {
    this.#folder = folder;
    this.#child = child;
    this.#mails = mails;
    child.on('message', ({ mail }: Message) => {
      if (mail !== undefined) this.#codes.set(mail.address, mail.code);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString('utf8')).slice(-5000);
    });
  }

  /**
   * @param addresses of the known users
   * @param services by which the peer stores and mails; left out, it does that within its process or in a file
   */
  static async start(server: PeerServer, addresses: readonly string[], services?: Services): Promise<PeerProcess> {
    const folder = await mkdtemp(join(tmpdir(), `${server}-`));
    // Without the bench's own environment, such as credentials.
    const env = {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      BENCH_USERS: JSON.stringify(addresses),
      ...(services && { BENCH_SES: services.ses, ...CREDENTIALS }),
      ...(services?.dynamodb && { BENCH_DYNAMODB: services.dynamodb }),
    };
    const file = fileURLToPath(new URL(`servers/${server}.mjs`, import.meta.url));
    const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const;
    const child = spawn(process.execPath, [file], { cwd: folder, env, stdio: [...stdio] });
    return new PeerProcess(folder, child, services?.mails);
  }

  /** The server's port and hash; stops the process where it does not start. */
  async ready(): Promise<NonNullable<Message['ready']>> {
    try {
      return await this.#received('ready');
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** The answer to a question. */
  ask(question: string): Promise<number> {
    const answer = this.#received('answer');
    this.#child.send(question);
    return answer;
  }

  /** @throws if the server ends or sends no such message in time */
  async #received<Kind extends 'ready' | 'answer'>(kind: Kind): Promise<NonNullable<Message[Kind]>> {
    const { promise, resolve, reject } = Promise.withResolvers<NonNullable<Message[Kind]>>();
    const take = (message: Message) => void (message[kind] !== undefined && resolve(message[kind]));
    const fail = () => reject(new Error(`${this.#child.spawnargs.at(-1)} gave no answer: ${this.#errors}`));
    const timer = setTimeout(fail, START_LIMIT);
    this.#child.on('message', take).once('exit', fail);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#child.off('message', take).off('exit', fail);
    }
  }

  /** Takes the last code sent to an address, once it is there. */
  async takeCode(address: string): Promise<string> {
    if (this.#mails !== undefined) {
      // Each process names its folder in its mails.
      const text = await this.#mails.waitFor(address, this.#folder).catch((error: unknown) => {
        throw new Error(`${String(error)}: ${this.#errors}`);
      });
      return otpIn({ text });
    }
    const deadline = Date.now() + MAIL_LIMIT;
    while (Date.now() < deadline) {
      const code = this.#codes.get(address);
      this.#codes.delete(address);
      if (code !== undefined) return code;
      await sleep(1);
    }
    throw new Error(`no mail to ${address} came in ${MAIL_LIMIT} ms: ${this.#errors}`);
  }

  processorTime(): TreeTime | undefined {
    return processorTimeOfTree(this.#child.pid);
  }

  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null && this.#child.kill('SIGKILL')) await once(this.#child, 'exit');
    await rm(this.#folder, { recursive: true, force: true });
  }
}
