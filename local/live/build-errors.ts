import { stripVTControlCharacters } from 'node:util';

/** esbuild's error, as far as it is read here. */
interface Located {
  readonly errors?: readonly {
    readonly text?: string;
    readonly location?: { readonly file: string; readonly line: number; readonly column: number } | null;
  }[];
}

/** Vite draws a frame around the line: `╭─[ web/app.tsx:3:7 ]`, below the message. */
const FRAMED = /^(?:\[[^\]]*\] )?(.+)\n\s*╭─\[ (.+?:\d+:\d+) \]/gm;

const LONGEST = 12;

/** The errors of a build by esbuild or Vite, each as `file:line:column: message` where the place is known. */
export function errorsIn(failure: unknown): string[] {
  const { errors = [] } = Object(failure) as Located;
  const located = errors.flatMap(({ text, location }) => {
    if (text === undefined) return [];
    return location ? [`${location.file}:${location.line}:${location.column + 1}: ${text}`] : [text];
  });
  if (located.length > 0) return located;
  const message = stripVTControlCharacters(failure instanceof Error ? failure.message : String(failure));
  const framed = [...message.matchAll(FRAMED)].map(([, text, place]) => `${place}: ${text}`);
  return framed.length > 0 ? framed : message.split('\n').slice(0, LONGEST);
}
