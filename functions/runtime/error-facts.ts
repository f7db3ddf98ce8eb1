/** What a log may hold of a error. */
export interface ErrorFacts {
  readonly name: string;
  /** Status that an AWS service answered. */
  readonly status?: number;
  readonly frames: readonly string[];
  readonly cause?: string;
}

/** Names a error without its message, which can quote what a caller sent. */
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
