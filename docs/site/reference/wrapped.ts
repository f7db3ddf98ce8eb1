const COLUMNS = 120;

/** Words of a text; a code span or a link is one word. */
const WORDS = /(?:`[^`]*`|\[[^\]]*\]\([^)]*\)|\S)+/g;

/** Breaks a paragraph into lines. */
export function wrapped(text: string, columns = COLUMNS): string {
  const lines: string[] = [];
  for (const [word] of text.matchAll(WORDS)) {
    const line = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && line.length <= columns) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.join('\n');
}
