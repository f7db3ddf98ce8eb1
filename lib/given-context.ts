import { readFileSync } from 'node:fs';

/** Variables by which the CDK's command line gives an app its context: `CONTEXT_ENV` and its overflow in `cx-api`. */
const CONTEXT = 'CDK_CONTEXT_JSON';
const OVERFLOW = 'CONTEXT_OVERFLOW_LOCATION_ENV';

/**
 * Returns the context that an `App` without context of its own will have. It needs no CDK, so that what does not need
 * the CDK can begin before it has loaded.
 */
export function givenContext(env: Readonly<NodeJS.ProcessEnv> = process.env): ReadonlyMap<string, unknown> {
  const overflow = env[OVERFLOW];
  return new Map([
    ...entriesOf(env[CONTEXT] ?? '{}'),
    ...(overflow === undefined ? [] : entriesOf(readFileSync(overflow, 'utf8'))),
  ]);
}

const entriesOf = (json: string): [string, unknown][] => Object.entries(JSON.parse(json) as Record<string, unknown>);
