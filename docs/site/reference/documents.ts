import { readFileSync } from 'node:fs';
import { commandsPage } from './commands.ts';
import { apiOperationsPage } from './api-operations.ts';
import { settingsPage } from './settings.ts';
import { stageSettingsModule } from './stage-settings.ts';

/** Repository, as a URL that paths are relative to. */
export const REPOSITORY = new URL('../../../', import.meta.url);

const read = (path: string): string => readFileSync(new URL(path, REPOSITORY), 'utf8');

/** Files that are made from the code, by their paths in the repository. */
export const generatedDocuments: Readonly<Record<string, () => string | Promise<string>>> = {
  'lib/settings/stage-settings.ts': () => stageSettingsModule(read),
  'docs/reference/settings.md': () => settingsPage(read),
  'docs/reference/api-operations.md': () => apiOperationsPage(JSON.parse(read('docs/reference/openapi.json'))),
  'docs/reference/commands.md': () => commandsPage(),
};
