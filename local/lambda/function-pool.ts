import { randomUUID } from 'node:crypto';
import { FunctionLog } from './function-log.ts';
import { FunctionProcess } from './function-process.ts';
import {
  type FunctionDefinition,
  type FunctionError,
  type Invocation,
  type InvocationResult,
  PAYLOAD_LIMIT_BYTES,
  type Warn,
} from './invocation.ts';
import type { RuntimeApi } from './runtime-api.ts';

/** An X-Ray trace header of a new trace. */
export function newTraceId(): string {
  const id = randomUUID().replaceAll('-', '');
  return `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${id.slice(0, 24)};Sampled=0`;
}

/**
 * The processes of one function. The first event starts one, more are started while all are busy, and beyond the
 * concurrency events wait in order. A process that ends is replaced when the next event comes.
 */
export class FunctionPool {
  #definition: FunctionDefinition;
  readonly #runtimeApi: RuntimeApi;
  readonly #log: FunctionLog;
  readonly #warn: Warn;
  readonly #processes = new Set<FunctionProcess>();
  readonly #waiting: Invocation[] = [];
  #stopped = false;
  #invocations = 0;

  constructor(definition: FunctionDefinition, runtimeApi: RuntimeApi, logFile: string, warn: Warn) {
    this.#definition = definition;
    this.#runtimeApi = runtimeApi;
    this.#log = new FunctionLog(logFile);
    this.#warn = warn;
  }

  get definition(): FunctionDefinition {
    return this.#definition;
  }

  /**
   * Runs later events as this definition says, in new processes; a process that works on an event finishes it first.
   *
   * @param sameProcesses true where the running processes already are as the definition says
   */
  redefine(definition: FunctionDefinition, sameProcesses = false): void {
    this.#definition = definition;
    if (!sameProcesses) for (const process of this.#processes) process.retire();
    this.prepare();
    this.#dispatch();
  }

  /** Starts the process that a debugger waits for. Other functions start with their first event. */
  prepare(): void {
    if (this.#definition.inspectPort !== undefined && !this.#stopped && this.#processes.size === 0) this.#start();
  }

  /** Runs the function on an event; never rejects: an error of the function is in the result. */
  invoke(payload: string, traceId = newTraceId()): Promise<InvocationResult> {
    if (Buffer.byteLength(payload) > PAYLOAD_LIMIT_BYTES) {
      const errorMessage = `${Buffer.byteLength(payload)} bytes payload is too large`;
      return Promise.resolve({ ok: false, error: { errorType: 'RequestTooLargeException', errorMessage } });
    }
    return new Promise((resolve) => {
      const settle = (result: InvocationResult) => {
        if (!result.ok) this.#showError(result.error);
        resolve(result);
      };
      this.#waiting.push({ requestId: randomUUID(), traceId, payload, settle });
      this.#dispatch();
    });
  }

  /** Gives each line of the function's log to a listener, until the returned function is called. */
  onLine(listener: (line: string) => void): () => void {
    return this.#log.onLine(listener);
  }

  /** Events that were given to a process so far. */
  get invocations(): number {
    return this.#invocations;
  }

  get pids(): readonly number[] {
    return [...this.#processes].flatMap(({ pid }) => pid ?? []);
  }

  /** Ends the processes at once; the next event starts another. */
  async kill(): Promise<void> {
    await Promise.all([...this.#processes].map((process) => process.kill()));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const error = { errorType: 'ServiceException', errorMessage: 'The laptop cloud is stopping' };
    for (const { settle } of this.#waiting.splice(0)) settle({ ok: false, error });
    await this.kill();
  }

  #dispatch(): void {
    for (const process of this.#processes) {
      const invocation = process.idle ? this.#waiting.shift() : undefined;
      if (invocation === undefined) continue;
      this.#invocations += 1;
      process.run(invocation);
    }
    const starting = [...this.#processes].filter((process) => process.starting).length;
    // A debugger's port is free once the process that had it is gone.
    const counted = [...this.#processes].filter(
      ({ retired }) => !retired || this.#definition.inspectPort !== undefined,
    );
    const room = this.#definition.concurrency - counted.length;
    const wanted = this.#stopped ? 0 : Math.min(room, this.#waiting.length - starting);
    for (let started = 0; started < wanted; started += 1) this.#start();
  }

  #start(): void {
    const id = randomUUID();
    const environment = this.#runtimeApi.environmentOf(this.#definition, id);
    const process = new FunctionProcess(this.#definition, environment, this.#log, {
      ready: () => this.#dispatch(),
      gone: (gone, initError) => {
        this.#processes.delete(gone);
        this.#runtimeApi.forget(id);
        // The event that this process was started for learns why there is none.
        if (initError !== undefined) this.#waiting.shift()?.settle({ ok: false, error: initError });
        this.prepare();
        this.#dispatch();
      },
    });
    this.#processes.add(process);
    this.#runtimeApi.serve(id, process);
  }

  #showError(error: FunctionError): void {
    if (this.#stopped) return;
    const lines = this.#log.recentErrors.map((line) => `\n      ${line}`).join('');
    const { stem } = this.#definition;
    this.#warn(`function ${stem} failed: ${error.errorType}: ${error.errorMessage}${lines}\n      (${this.#log.path})`);
  }
}
