/** A query that the documented subset does not have, or that means nothing. It is never run in part. */
export class QueryError extends Error {
  override readonly name = 'QueryError';

  /** @param at where in the query, in characters from its start */
  constructor(query: string, at: number, token: string, problem: string) {
    const before = query.slice(0, at).split('\n');
    const column = (before.at(-1) ?? '').length + 1;
    super(`line ${before.length}, column ${column}: "${token}" ${problem}`);
  }
}
