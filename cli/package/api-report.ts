import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicDeclarations } from './declarations.ts';

/** The committed report, relative to the repository. */
export const REPORT = 'lib/API.md';

const HEAD = `# API of the construct

The declarations that users of the npm package \`serverless-password-reset\` can see, as TypeScript makes them of the
source. \`npm run construct:api\` makes this file, and a test compares it: a change of it is a change for users, and belongs
into the changelog. The outputs of commands and the events have documents of their own.
`;

/** Returns the report of a package that was built. */
export const apiReport = (folder: string): string => declarationReport(HEAD, folder, publicDeclarations(folder));

/** Returns a report with a section for each file of declarations in a folder. */
export function declarationReport(head: string, folder: string, files: readonly string[]): string {
  const sections = files.map((file) => {
    const declarations = readFileSync(join(folder, file), 'utf8').trim();
    return `## ${file.replace(/\.d\.ts$/, '')}\n\n\`\`\`ts\n${declarations}\n\`\`\`\n`;
  });
  return [head, ...sections].join('\n');
}
