import { QueryError } from './syntax.ts';

export interface Token {
  readonly kind: 'word' | 'quoted-word' | 'number' | 'period' | 'string' | 'regex' | 'symbol' | 'end';
  /** Text as it is written. */
  readonly text: string;
  /** Value without quotes and escapes. */
  readonly value: string;
  /** Position in characters from the start of the query. */
  readonly at: number;
}

/**
 * Kinds of tokens, in the order in which they are tried. A field "that contains non-alphanumeric characters other
 * than the `@` symbol or the period" must be in backticks (CWL_QuerySyntax-Guidelines). The underscore counts as a
 * letter, as in AWS's samples.
 */
const KINDS: readonly (readonly [Token['kind'] | 'nothing', RegExp])[] = [
  ['nothing', /\s+|#[^\n]*/y],
  ['word', /[A-Za-z@_][A-Za-z0-9@_.]*/y],
  ['quoted-word', /`[^`\n]+`/y],
  ['period', /\d+[a-z]+/y],
  ['number', /\d+(\.\d+)?/y],
  ['string', /"(?:[^"\\\n]|\\["\\])*"|'(?:[^'\\\n]|\\['\\])*'/y],
  ['symbol', /=~|!=|<=|>=|[=<>+\-*/%^(),|[\]]/y],
];

const REGEX = /\/(?:[^/\\\n]|\\.)+\//y;

/**
 * Splits a query into tokens.
 *
 * @throws {@link QueryError} at the first character that begins no token
 */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const [kind, text] = next(query, at, tokens.at(-1));
    if (kind !== 'nothing') tokens.push({ kind, text, value: valueOf(kind, text), at });
    at += text.length;
  }
  return [...tokens, { kind: 'end', text: 'the end', value: '', at }];
}

function next(query: string, at: number, before: Token | undefined): readonly [Token['kind'] | 'nothing', string] {
  // Only after `like` and `=~` does a slash begin a regular expression; elsewhere it is a division.
  if (before !== undefined && /^(like|=~)$/i.test(before.text)) {
    const regex = matchAt(REGEX, query, at);
    if (regex !== undefined) return ['regex', regex];
  }
  for (const [kind, pattern] of KINDS) {
    const text = matchAt(pattern, query, at);
    if (text !== undefined) return [kind, text];
  }
  throw new QueryError(query, at, query.charAt(at), 'begins no known token');
}

function matchAt(pattern: RegExp, query: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(query)?.[0];
}

function valueOf(kind: Token['kind'], text: string): string {
  if (kind === 'string') return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
  if (kind === 'quoted-word' || kind === 'regex') return text.slice(1, -1);
  return text;
}
