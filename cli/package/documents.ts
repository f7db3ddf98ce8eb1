import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { root } from '../../lib/build/root.ts';
import { PACKAGE, SCRIPTS } from '../../lib/instructions.ts';

/** Documents for those who publish or change the service. They need the repository. */
const FOR_CONTRIBUTORS = ['docs/guides/publishing.md', 'docs/reference/mutation.md'];

/** Folders of documents, and documents beside them. */
const FOLDERS = ['docs/adr', 'docs/guides', 'docs/images', 'docs/reference'];
const FILES = ['docs/README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'LICENSE', 'SECURITY.md'];

/** Examples that an app of one's own can copy. */
const EXAMPLES = ['examples/pipeline-github-actions', 'examples/events-crm'];

const NOTE = `This is the documentation of the version that you have installed. Commands of npm that name a script, such as
\`npm start\` or \`npm test\`, need a checkout of the repository, and so do paths that are no link here.`;

/** Scripts of the repository that are commands of the package. A line may end between the words. */
const COMMAND = new RegExp(`npm run\\s+(${Object.values(SCRIPTS).join('|')})(?![\\w:-])(\\s+--(?=\\s))?`, 'g');

const commandOf = (script: string): string =>
  Object.entries(SCRIPTS).find(([, name]) => name === script)?.[0] ?? script;

/** Returns a text with the commands as the package has them. */
export const withCommands = (text: string): string =>
  text.replaceAll(COMMAND, (_, script: string) => `npx ${PACKAGE} ${commandOf(script)}`);

/** Links of Markdown whose targets are files, with the picture's mark before them. */
const LINK = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\((?![a-z]+:|#)([^)\s]+)\)/g;

/** Writes the documents of the package, with its commands, and without links to what it has not. */
export function writeDocuments(folder: string): void {
  const ofFolders = [...FOLDERS, ...EXAMPLES].flatMap((path) =>
    readdirSync(join(root, path)).map((name) => `${path}/${name}`),
  );
  const taken = [...FILES, ...ofFolders.filter((file) => !FOR_CONTRIBUTORS.includes(file))];
  for (const file of taken) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    if (file.endsWith('.md')) writeFileSync(target, documentOf(file, taken));
    else if (file.endsWith('.yml')) writeFileSync(target, withCommands(readFileSync(join(root, file), 'utf8')));
    else copyFileSync(join(root, file), target);
  }
  const readme = documentOf('cli/package/README.md', taken);
  writeFileSync(join(folder, 'README.md'), readme.replaceAll('](../../', ']('));
}

function documentOf(file: string, taken: readonly string[]): string {
  const linked = withCommands(readFileSync(join(root, file), 'utf8')).replaceAll(
    LINK,
    (link, picture: string, label: string, to: string) => {
      const [path = ''] = to.split('#');
      const target = normalize(join(dirname(file), path)).replace(/\/$/, '');
      if (taken.includes(target) || taken.includes(`${target}/README.md`)) return link;
      return picture === '' ? label : '';
    },
  );
  return file === 'docs/README.md' ? linked.replace('\n\n', `\n\n${NOTE}\n\n`) : linked;
}
