import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declarationReport } from '../cli/package/api-report.ts';
import { ClientPackage } from '../testkit/client-package.ts';

/** `npm run client:api`: writes the declarations that users of the client package see. */

export const REPORT = new URL('./API.md', import.meta.url);

const HEAD = `# API of the client package

The declarations of each entry, as TypeScript makes them of the source. \`npm run client:api\` makes this file, and a test
compares it: a change of it is a change for users, and belongs into the changelog. The types of the operations are in
\`src/contract.ts\`, made from the OpenAPI document.
`;

/** Entries, and the modules that they show types of. */
const MODULES = ['client', 'exchange', 'embed', 'element', 'react'] as const;

/** Returns the report of a package that was built. */
export function apiReport({ folder }: ClientPackage): string {
  const files = MODULES.map((name) => `${name}.d.ts`);
  return declarationReport(HEAD, join(folder, 'dist'), files);
}

if (import.meta.main) {
  using client = new ClientPackage();
  writeFileSync(REPORT, apiReport(client));
}
