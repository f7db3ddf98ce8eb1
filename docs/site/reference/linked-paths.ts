/** Paths of documents in a text, which end before a final full stop. */
const DOCUMENT = /(?<![\w/(])docs\/((?:[\w-]+\/)*[\w-]+\.md(?:#[\w-]+)?)/g;

/** Turns the paths of documents in a text into links that are relative to docs/reference/. */
export const linkedPaths = (text: string): string =>
  text.replaceAll(DOCUMENT, (_, path: string) => {
    const [file = ''] = path.split('#');
    const name = file.slice(file.lastIndexOf('/') + 1, -'.md'.length).replaceAll('-', ' ');
    return `[${name}](${path.startsWith('reference/') ? path.slice('reference/'.length) : `../${path}`})`;
  });
