import type { Command } from './command.ts';
import { networksAllow, networksList } from './networks.ts';
import { pepperRotate } from './pepper.ts';
import { resetsResume } from './resets-resume.ts';
import { resetsShow } from './resets-show.ts';
import { resetsStart } from './resets-start.ts';
import { suppressionClear, suppressionShow } from './suppression.ts';
import { usersAdd, usersDisable, usersEnable, usersList } from './users.ts';
import { usersImport } from './users-import.ts';

/** All commands, by the two words that name them. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['users list', usersList],
  ['users add', usersAdd],
  ['users import', usersImport],
  ['users disable', usersDisable],
  ['users enable', usersEnable],
  ['resets start', resetsStart],
  ['resets show', resetsShow],
  ['resets resume', resetsResume],
  ['networks allow', networksAllow],
  ['networks list', networksList],
  ['pepper rotate', pepperRotate],
  ['suppression show', suppressionShow],
  ['suppression clear', suppressionClear],
]);

const GLOBAL = `Options of every command
  --stage NAME       stage to work on, one of lib/settings/stages; with --endpoints the default is laptop
  --endpoints FILE   use a cloud other than AWS; \`npm start\` writes such a file to .local/endpoints.json
  --json             print one JSON document for programs
  --help             show this help

Exit codes: 0 done; 1 refused, not found, or rows refused; 2 wrong command line; 3 error.`;

export function overview(): string {
  const width = Math.max(...Array.from(commands.keys(), (name) => name.length));
  const lines = Array.from(commands, ([name, { summary }]) => `  ${name.padEnd(width)}   ${summary}`);
  return `npm run ops -- COMMAND [options]        manages a stage, with your AWS credentials and region

${lines.join('\n')}

${GLOBAL}`;
}

export const helpOf = (name: string, { usage, summary, details }: Command): string =>
  `npm run ops -- ${name} ${usage}${usage === '' ? '' : ' '}--stage NAME        ${summary}

${details}

${GLOBAL}`;
