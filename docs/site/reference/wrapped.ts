const COLUMNS = 120;

/** Words of a text; a code span or a link is one word. */
const WORDS = /(?:`[^`]*`|\[[^\]]*\]\([^)]*\)|\S)+/g;

/** Breaks a paragraph into lines of at most 120 columns. */
export function wrapped(text: string): string {
  const lines: string[] = [];
  for (const [word] of text.matchAll(WORDS)) {
    const line = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && line.length <= COLUMNS) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.join('\n');
}
