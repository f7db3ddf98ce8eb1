import { QueryError } from './syntax.ts';
import { type Token, tokensOf } from './tokens.ts';

/**
 * Reads the tokens of a query in order. Keywords may be in upper or lower case, as in the documentation's samples.
 */
export class TokenReader {
  readonly text: string;
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(text: string) {
    this.text = text;
    this.#tokens = tokensOf(text);
  }

  get current(): Token {
    const token = this.#tokens[this.#position];
    if (token === undefined) throw new Error('the reader is past the end of the query');
    return token;
  }

  get atEnd(): boolean {
    return this.current.kind === 'end';
  }

  /** Returns the text from a position up to the current token. */
  writtenSince(at: number): string {
    return this.text.slice(at, this.current.at).trim();
  }

  advance(): Token {
    const token = this.current;
    if (token.kind !== 'end') this.#position += 1;
    return token;
  }

  isSymbol(...symbols: readonly string[]): boolean {
    return this.current.kind === 'symbol' && symbols.includes(this.current.text);
  }

  isKeyword(...keywords: readonly string[]): boolean {
    return this.current.kind === 'word' && keywords.includes(this.current.text.toLowerCase());
  }

  /** Skips a symbol or keyword. Returns false where it is not there. */
  skip(word: string): boolean {
    const found = this.isSymbol(word) || this.isKeyword(word);
    if (found) this.advance();
    return found;
  }

  expect(word: string): void {
    if (!this.skip(word)) throw this.wrong(`is not ${word}, which must follow here`);
  }

  wrong(problem: string, { text, at }: Pick<Token, 'text' | 'at'> = this.current): QueryError {
    return new QueryError(this.text, at, text, problem);
  }
}
