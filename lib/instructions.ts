import { inPackage } from './build/root.ts';

/** Name of the npm package. */
export const PACKAGE = 'serverless-password-reset';

/** Commands of the repository that the npm package has too, with the repository's scripts. */
export const SCRIPTS = {
  audit: 'audit',
  deploy: 'deploy',
  doctor: 'doctor',
  ops: 'ops',
  rollback: 'rollback',
  smoke: 'test:smoke',
} as const;

export type CommandName = keyof typeof SCRIPTS;

/** Returns a command as its reader types it, for messages and help texts. */
export function commandLine(name: CommandName, options = ''): string {
  if (inPackage) return `npx ${PACKAGE} ${name} ${options}`.trim();
  return `npm run ${SCRIPTS[name]}${options === '' ? '' : ` -- ${options}`}`;
}

/** Folder of the documents, as its reader finds it: in the repository, or in an app that has the npm package. */
export const DOCUMENTS = inPackage ? `node_modules/${PACKAGE}/docs` : 'docs';

/** Returns the path of a document, such as `guides/runbook.md#mails-late`, for messages and help texts. */
export const documentAt = (path: `${'guides' | 'reference'}/${string}`): string => `${DOCUMENTS}/${path}`;

/** Returns the path of a file of ours that is code, for messages. The npm package has it compiled. */
export const sourceAt = (path: string): string =>
  inPackage ? `node_modules/${PACKAGE}/${path.replace(/\.ts$/, '.js')}` : path;

/** Returns a text about the laptop cloud, which only the repository has. */
export const ofLaptop = (text: string): string => (inPackage ? '' : text);
