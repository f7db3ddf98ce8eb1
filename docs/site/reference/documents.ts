import { readFileSync } from 'node:fs';
import { commandsPage } from './commands.ts';
import { apiOperationsPage } from './api-operations.ts';
import { settingsPage } from './settings.ts';

/** Repository, as a URL that paths are relative to. */
export const REPOSITORY = new URL('../../../', import.meta.url);

const read = (path: string): string => readFileSync(new URL(path, REPOSITORY), 'utf8');

/** Documents of docs/reference that are made from the code, by their paths in the repository. */
export const generatedDocuments: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/reference/settings.md': () => settingsPage(read),
  'docs/reference/api-operations.md': () => apiOperationsPage(JSON.parse(read('docs/reference/openapi.json'))),
  'docs/reference/commands.md': () => commandsPage(),
};
