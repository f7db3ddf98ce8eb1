import type { RequestLine } from './gateway/gateway.ts';

/** Lines for the terminal. They never hold a body, a query, a code or a whole address. */
export interface Console {
  readonly step: (text: string) => void;
  readonly request: (line: RequestLine) => void;
  readonly mail: (to: readonly string[], subject: string) => void;
  readonly warn: (text: string) => void;
}

const LONGEST_PATH = 100;
const time = (): string => new Date().toTimeString().slice(0, 8);

/** `alice@example.com` as `a•••@example.com`. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '•••' : `${address.slice(0, 1)}•••${address.slice(at)}`;
}

/** A console that writes lines, such as those of a terminal. */
export function consoleOf(write: (line: string) => void): Console {
  return {
    step: (text) => write(text),
    request: ({ method, path, status, milliseconds, by }) =>
      write(`${time()}  ${method} ${path.slice(0, LONGEST_PATH)}  ${status}  ${milliseconds} ms  ${by}`),
    // A subject may hold a code.
    mail: (to, subject) =>
      write(`${time()}  mail to ${to.map(masked).join(', ')}: ${subject.replace(/\d{4,}/g, '••••')}`),
    warn: (text) => write(`${time()}  WARNING ${text}`),
  };
}

/** Shows warnings alone. */
export function quietConsole(write: (line: string) => void): Console {
  return { ...consoleOf(write), step: () => {}, request: () => {}, mail: () => {} };
}
