import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Pool, PoolOf } from '../../../local/functions.ts';
import { FunctionLog } from '../../../local/lambda/function-log.ts';
import type { InvocationResult } from '../../../local/lambda/invocation.ts';
import type { FromHost, ToHost } from './messages.ts';

const HOST = fileURLToPath(new URL('host.ts', import.meta.url));

/** One process that runs every function. */
export class OneProcess {
  readonly #child: ChildProcess;
  readonly #logs = new Map<string, FunctionLog>();
  readonly #waiting = new Map<string, (result: InvocationResult) => void>();

  /** @param folder with `<stem>.mjs` of each function */
  constructor(folder: string) {
    // Without the bench's own environment, such as credentials.
    this.#child = fork(HOST, [folder], { env: { PATH: process.env['PATH'] }, execArgv: [] });
    this.#child.on('message', (message: FromHost) => {
      if (message.kind === 'line') return this.#logs.get(message.stem)?.write(message.line);
      this.#waiting.get(message.id)?.(message.result);
      this.#waiting.delete(message.id);
    });
    this.#child.once('exit', () => {
      const error = { errorType: 'Runtime.ExitError', errorMessage: 'The process of all functions has ended' };
      for (const settle of this.#waiting.values()) settle({ ok: false, error });
    });
  }

  readonly poolOf: PoolOf = (definition, environment, logFile): Pool => {
    const { stem } = definition;
    const log = new FunctionLog(logFile);
    let invocations = 0;
    this.#logs.set(stem, log);
    this.#send({ kind: 'load', stem, environment });
    return {
      definition,
      invoke: (payload) => {
        invocations += 1;
        return this.#run(stem, payload);
      },
      onLine: (listener) => log.onLine(listener),
      get invocations() {
        return invocations;
      },
      pids: this.#child.pid === undefined ? [] : [this.#child.pid],
      prepare() {},
      redefine() {
        throw new Error('The functions of one process cannot be replaced');
      },
      kill: () => this.#stop(),
      stop: () => this.#stop(),
    };
  };

  #run(stem: string, payload: string): Promise<InvocationResult> {
    const id = randomUUID();
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ kind: 'run', stem, id, payload });
    });
  }

  #send(message: ToHost): void {
    this.#child.send(message);
  }

  async #stop(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null && this.#child.kill('SIGKILL')) await once(this.#child, 'exit');
  }
}
