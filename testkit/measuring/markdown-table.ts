const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table as documents have it, so that what a bench prints can be put into one. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(line).join('\n');
