import type { Command } from './command.ts';
import { pepperRotate } from './pepper.ts';
import { resetsResume } from './resets-resume.ts';
import { resetsShow } from './resets-show.ts';
import { resetsStart } from './resets-start.ts';
import { suppressionClear, suppressionShow } from './suppression.ts';
import { usersAdd, usersDisable, usersEnable, usersList } from './users.ts';
import { usersImport } from './users-import.ts';

/** Every command, by the two words that name it. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['users list', usersList],
  ['users add', usersAdd],
  ['users import', usersImport],
  ['users disable', usersDisable],
  ['users enable', usersEnable],
  ['resets start', resetsStart],
  ['resets show', resetsShow],
  ['resets resume', resetsResume],
  ['pepper rotate', pepperRotate],
  ['suppression show', suppressionShow],
  ['suppression clear', suppressionClear],
]);

const GLOBAL = `Options of every command
  --stage NAME       the stage, one of lib/settings/stages; with --endpoints it is laptop unless given
  --endpoints FILE   another cloud than AWS: what \`npm start\` writes to .local/endpoints.json
  --json             write one JSON document for programs
  --help             show this

Exit codes: 0 done; 1 refused, not found, or rows refused; 2 the command line is wrong; 3 a fault.`;

export function overview(): string {
  const width = Math.max(...Array.from(commands.keys(), (name) => name.length));
  const lines = Array.from(commands, ([name, { summary }]) => `  ${name.padEnd(width)}   ${summary}`);
  return `npm run ops -- COMMAND [options]        operates a stage, with the AWS credentials and region at hand

${lines.join('\n')}

${GLOBAL}`;
}

export const helpOf = (name: string, { usage, summary, details }: Command): string =>
  `npm run ops -- ${name} ${usage}${usage === '' ? '' : ' '}--stage NAME        ${summary}

${details}

${GLOBAL}`;
