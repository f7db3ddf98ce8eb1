import { type ChildProcess, spawn } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { FunctionLog } from './function-log.ts';
import type { FunctionDefinition, FunctionError, Invocation, InvocationResult } from './invocation.ts';

const BOOTSTRAP = fileURLToPath(new URL('bootstrap.ts', import.meta.url));

/** Lambda gives the init phase 10 seconds. */
const INIT_LIMIT_MS = 10_000;

/** Notices of a process to its pool. */
export interface ProcessEvents {
  /** The process asks for work. */
  ready(process: FunctionProcess): void;
  /** The process is gone; `initError` says why if it never asked for work. */
  gone(process: FunctionProcess, initError?: FunctionError): void;
}

/** One Node process that runs one function, an event at a time. */
export class FunctionProcess {
  readonly #definition: FunctionDefinition;
  readonly #child: ChildProcess;
  readonly #events: ProcessEvents;
  readonly #log: FunctionLog;
  #poll: ServerResponse | undefined;
  #invocation: Invocation | undefined;
  #timer: NodeJS.Timeout | undefined;
  #initialized = false;
  #retired = false;
  #initError: FunctionError | undefined;

  constructor(
    definition: FunctionDefinition,
    environment: Record<string, string>,
    log: FunctionLog,
    events: ProcessEvents,
  ) {
    this.#definition = definition;
    this.#events = events;
    this.#log = log;
    const heap = `--max-old-space-size=${Math.max(64, Math.floor(definition.memoryMegabytes * 0.9))}`;
    const { inspectPort } = definition;
    const inspect = inspectPort === undefined ? [] : [`--inspect=127.0.0.1:${inspectPort}`, '--enable-source-maps'];
    // A process group of its own: Ctrl-C in the terminal reaches the cloud alone, which then ends its functions.
    this.#child = spawn(process.execPath, [heap, ...inspect, BOOTSTRAP], {
      cwd: definition.taskRoot,
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (this.#child.stdout !== null && this.#child.stderr !== null) log.follow(this.#child.stdout, this.#child.stderr);
    this.#timer = this.#limit(INIT_LIMIT_MS, () => this.#initTimedOut());
    this.#child.once('error', (error) => this.#exited(error.message));
    this.#child.once('exit', (code, signal) => this.#exited(`exit status ${code ?? signal}`));
  }

  /** Absent where the process could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get idle(): boolean {
    return this.#poll !== undefined && !this.#retired;
  }

  get starting(): boolean {
    return !this.#initialized && !this.#retired;
  }

  /** Takes no more events and ends: at once, or after the event that it works on. */
  retire(): void {
    this.#retired = true;
    if (this.#invocation === undefined) void this.kill();
  }

  get retired(): boolean {
    return this.#retired;
  }

  /** `GET /runtime/invocation/next`: held open until there is an event. */
  next(response: ServerResponse): void {
    if (this.#retired) return void this.kill();
    if (!this.#initialized) clearTimeout(this.#timer);
    this.#initialized = true;
    this.#poll = response;
    response.once('close', () => {
      if (this.#poll === response) this.#poll = undefined;
    });
    this.#events.ready(this);
  }

  /** Hands an event over; the function's timeout runs from here. */
  run(invocation: Invocation): void {
    const timeout = this.#definition.timeoutSeconds * 1000;
    this.#invocation = invocation;
    this.#timer = this.#limit(timeout, () => this.#timedOut());
    this.#poll?.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(invocation.payload),
      'lambda-runtime-aws-request-id': invocation.requestId,
      'lambda-runtime-deadline-ms': String(Date.now() + timeout),
      'lambda-runtime-invoked-function-arn': this.#definition.arn,
      'lambda-runtime-trace-id': invocation.traceId,
    });
    this.#poll?.end(invocation.payload);
    this.#poll = undefined;
  }

  /** `POST /runtime/invocation/{id}/response` or `/error`; false if that event is not being worked on. */
  settle(requestId: string, result: InvocationResult): boolean {
    if (this.#invocation?.requestId !== requestId) return false;
    clearTimeout(this.#timer);
    const { settle } = this.#invocation;
    this.#invocation = undefined;
    settle(result);
    return true;
  }

  /** `POST /runtime/init/error` */
  failInit(error: FunctionError): void {
    this.#initError = error;
  }

  /** Ends the process at once; the event that it holds fails. */
  kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.kill('SIGKILL');
    });
  }

  #limit(milliseconds: number, action: () => void): NodeJS.Timeout | undefined {
    return this.#definition.inspectPort === undefined ? setTimeout(action, milliseconds) : undefined;
  }

  #initTimedOut(): void {
    this.#initError = { errorType: 'Sandbox.Timedout', errorMessage: 'Init phase timed out after 10.00 seconds' };
    void this.kill();
  }

  #timedOut(): void {
    const { requestId = '' } = this.#invocation ?? {};
    const message = `Task timed out after ${this.#definition.timeoutSeconds.toFixed(2)} seconds`;
    this.#log.write(JSON.stringify({ timestamp: new Date().toISOString(), level: 'ERROR', message, requestId }));
    const errorMessage = `${new Date().toISOString()} ${requestId} ${message}`;
    this.settle(requestId, { ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage } });
    void this.kill();
  }

  #exited(reason: string): void {
    clearTimeout(this.#timer);
    this.#poll = undefined;
    const error = { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${reason}` };
    if (this.#invocation !== undefined) this.settle(this.#invocation.requestId, { ok: false, error });
    const wasAsked = this.#initialized || this.#retired;
    this.#events.gone(this, wasAsked ? undefined : (this.#initError ?? error));
  }
}
