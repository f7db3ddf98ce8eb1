import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processorTimeOfTree, type TreeTime } from '../../testkit/measuring/processor-time.ts';

export type PeerServer = 'better-auth' | 'openauth';

/** A message of servers/channel.mjs. */
interface Message {
  readonly mail?: { readonly address: string; readonly code: string };
  readonly ready?: { readonly port: number; readonly hash: string };
  readonly answer?: number;
}

/** Milliseconds. */
const START_LIMIT = 60_000;
const MAIL_LIMIT = 10_000;

/** A peer's server in a process and a folder of its own, with its mails. */
export class PeerProcess {
  readonly #folder: string;
  readonly #child: ChildProcess;
  /** The last code by address. */
  readonly #codes = new Map<string, string>();
  #errors = '';

  private constructor(folder: string, child: ChildProcess) {
    this.#folder = folder;
    this.#child = child;
    child.on('message', ({ mail }: Message) => {
      if (mail !== undefined) this.#codes.set(mail.address, mail.code);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString('utf8')).slice(-5000);
    });
  }

  /** @param addresses of the known users */
  static async start(server: PeerServer, addresses: readonly string[]): Promise<PeerProcess> {
    const folder = await mkdtemp(join(tmpdir(), `${server}-`));
    // Without the bench's own environment, such as credentials.
    const env = { PATH: process.env['PATH'], NODE_ENV: 'production', BENCH_USERS: JSON.stringify(addresses) };
    const file = fileURLToPath(new URL(`servers/${server}.mjs`, import.meta.url));
    const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const;
    return new PeerProcess(folder, spawn(process.execPath, [file], { cwd: folder, env, stdio: [...stdio] }));
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
