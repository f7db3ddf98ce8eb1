/** Facts of an error that a log may hold. */
export interface ErrorFacts {
  readonly name: string;
  /** Status that an AWS service answered. */
  readonly status?: number;
  readonly frames: readonly string[];
  readonly cause?: string;
}

/** Describes an error without its message, which can quote the caller's input. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(metadata?.httpStatusCode !== undefined && { status: metadata.httpStatusCode }),
    frames: frames.slice(0, 8).map((line) => line.trim()),
    ...(error.cause instanceof Error && { cause: error.cause.name }),
  };
}
