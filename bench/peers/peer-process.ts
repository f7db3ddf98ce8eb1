import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processorTimeOfTree, type TreeTime } from '../functions/processor-tree.ts';

export type PeerServer = 'better-auth' | 'openauth' | 'cognito-local';

/** What servers/channel.mjs sends. */
interface Message {
  readonly mail?: { readonly address: string; readonly code: string };
  readonly ready?: { readonly port: number; readonly hash: string };
  readonly answer?: number;
}

/** Milliseconds. */
const START_LIMIT = 60_000;
const MAIL_LIMIT = 10_000;

/** A peer's server in a process and a folder of its own, and the mails that it handed over. */
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
  static async start(
    server: PeerServer,
    addresses: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<PeerProcess> {
    const folder = await mkdtemp(join(tmpdir(), `${server}-`));
    // Nothing of the bench's own environment, such as credentials.
    const child = spawn(process.execPath, [fileURLToPath(new URL(`servers/${server}.mjs`, import.meta.url))], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        BENCH_USERS: JSON.stringify(addresses),
        ...environment,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    return new PeerProcess(folder, child);
  }

  /** The server's port and how it hashes; the process is stopped where it does not come to that. */
  async ready(): Promise<NonNullable<Message['ready']>> {
    try {
      return await this.#told(({ ready }) => ready);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** The answer to a question that the server knows. */
  ask(question: string): Promise<number> {
    const answer = this.#told((message) => message.answer);
    this.#child.send(question);
    return answer;
  }

  /** @throws if the server ends or says nothing of the kind */
  async #told<Told>(pick: (message: Message) => Told | undefined): Promise<Told> {
    const { promise, resolve, reject } = Promise.withResolvers<Told>();
    const fail = () => reject(new Error(`${this.#child.spawnargs.at(-1)} gave no answer: ${this.#errors}`));
    const take = (message: Message) => {
      const told = pick(message);
      if (told !== undefined) resolve(told);
    };
    const timer = setTimeout(fail, START_LIMIT);
    this.#child.on('message', take);
    this.#child.once('exit', fail);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#child.off('message', take);
      this.#child.off('exit', fail);
    }
  }

  /** Takes the last code that was sent to an address, once it is there. */
  async takeCode(address: string): Promise<string> {
    const deadline = Date.now() + MAIL_LIMIT;
    while (Date.now() < deadline) {
      const code = this.#codes.get(address);
      if (code !== undefined) {
        this.#codes.delete(address);
        return code;
      }
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
