/** Error that the runtime posts when a handler throws, or that the service makes when there is no answer. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type InvocationResult =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly error: FunctionError };

/** One event on its way through a function. */
export interface Invocation {
  readonly requestId: string;
  readonly traceId: string;
  /** JSON text, as the service hands it to the runtime. */
  readonly payload: string;
  readonly settle: (result: InvocationResult) => void;
}

/** Lambda's quota for a synchronous request or response: 6 MB. */
export const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024;

/** A function of the template with everything needed to run it. */
export interface FunctionDefinition {
  readonly name: string;
  /** The operation's stem: names the log file. */
  readonly stem: string;
  readonly arn: string;
  readonly taskRoot: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Processes at once; further events wait. */
  readonly concurrency: number;
  /** Port at which a debugger finds the process. Its events have no time limit, for a debugger stops it at will. */
  readonly inspectPort?: number;
}

/** Shows that a function failed; the details are in the log file. */
export type Warn = (message: string) => void;
