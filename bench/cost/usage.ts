/** The usage of one complete reset, or of one start, counted in one run. */
export interface Usage {
  /** Calls that reach API Gateway, preflights among them. */
  readonly apiCalls: number;
  /** Those among them that CloudFront passes on. */
  readonly passedOn: number;
  /** Those among them that a browser makes on its own. */
  readonly preflights: number;
  /** Lines and bytes of API Gateway's access log. */
  readonly accessLog: LogVolume;
  readonly functions: readonly FunctionUse[];
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly mails: number;
  /** Events put on the event bus; none where the stage has no bus. */
  readonly events: number;
  /** Calls of Secrets Manager; none while a function keeps what it read. */
  readonly secretReads: number;
  /**
   * Requests for the hosted pages, those among them for which an edge function runs, and their compressed bytes, of a
   * browser with an empty cache.
   */
  readonly pages: { readonly requests: number; readonly edgeRuns: number; readonly bytes: number };
}

/** No usage. */
export const NOTHING: Usage = {
  apiCalls: 0,
  passedOn: 0,
  preflights: 0,
  accessLog: { lines: 0, bytes: 0 },
  functions: [],
  writeUnits: 0,
  readUnits: 0,
  mails: 0,
  events: 0,
  secretReads: 0,
  pages: { requests: 0, edgeRuns: 0, bytes: 0 },
};

/** Bytes of an answer of the API with its headers: assumed, and more than any of a reset has. */
export const ANSWER_BYTES = 1024;

export interface LogVolume {
  readonly lines: number;
  readonly bytes: number;
}

export interface FunctionUse {
  readonly name: string;
  readonly memoryMegabytes: number;
  readonly invocations: number;
  /** Milliseconds of processor time on this machine. */
  readonly processor: number;
  /** Calls that it waited for, one after the other. */
  readonly waits: { readonly dynamodb: number; readonly ses: number; readonly captcha: number };
  readonly log: LogVolume;
  /** Audit events among the lines; their bytes compressed one by one, for Firehose, and together, for the archive. */
  readonly audit: LogVolume & { readonly recordBytes: number; readonly storedBytes: number };
}

/** No use, of a function with the usual memory. */
export const UNUSED: Omit<FunctionUse, 'name'> = {
  memoryMegabytes: 512,
  invocations: 0,
  processor: 0,
  waits: { dynamodb: 0, ses: 0, captcha: 0 },
  log: { lines: 0, bytes: 0 },
  audit: { lines: 0, bytes: 0, recordBytes: 0, storedBytes: 0 },
};

/**
 * Milliseconds of a call to a service in its region, and of the captcha's over the internet. They are assumed: the
 * laptop's emulators answer at once. The last two are generous on purpose.
 */
const WAITS = { dynamodb: 5, ses: 60, captcha: 100 } as const;

/** MiB at which Lambda gives a function one whole processor; below it gives a share. */
const ONE_PROCESSOR = 1769;

/**
 * Milliseconds that Lambda would bill for one invocation: the processor time, stretched by the share of a processor
 * that comes with the memory, and the sequential calls; rounded up to a whole millisecond.
 */
export function billedMilliseconds(use: FunctionUse): number {
  if (use.invocations === 0) return 0;
  const share = Math.min(1, use.memoryMegabytes / ONE_PROCESSOR);
  const waited = (Object.keys(WAITS) as (keyof typeof WAITS)[]).map((service) => use.waits[service] * WAITS[service]);
  const all = use.processor / share + waited.reduce((sum, each) => sum + each, 0);
  return Math.max(1, Math.ceil(all / use.invocations));
}

/** Bytes that CloudWatch Logs counts for each line beside its text. */
const LINE_OVERHEAD = 26;

const UUID = '00000000-0000-4000-8000-000000000000';

/** Lambda's own lines of one invocation, in the length of its text format. */
const PLATFORM_LINES = [
  `START RequestId: ${UUID} Version: $LATEST`,
  `END RequestId: ${UUID}`,
  `REPORT RequestId: ${UUID}\tDuration: 123.45 ms\tBilled Duration: 124 ms\tMemory Size: 512 MB\tMax Memory Used: 100 MB\t`,
].map((line) => Buffer.byteLength(`${line}\n`));

/** Bytes that CloudWatch Logs takes in for a function's lines and Lambda's own. */
export function ingestedBytes({ log, invocations }: Pick<FunctionUse, 'log' | 'invocations'>): number {
  const platform = PLATFORM_LINES.reduce((sum, bytes) => sum + bytes + LINE_OVERHEAD, 0);
  return volumeOf(log) + invocations * platform;
}

export const volumeOf = ({ lines, bytes }: LogVolume): number => bytes + lines * LINE_OVERHEAD;
