import { commandLine, ofLaptop } from '../../lib/instructions.ts';
import { consoleCommand } from '../console/command.ts';
import { sentenceOf } from './arguments.ts';
import type { Command } from './command.ts';
import { limitsLift, limitsShow } from './limits.ts';
import { macKeyRotate } from './mac-key.ts';
import { networksAllow, networksList } from './networks.ts';
import { pepperRotate } from './pepper.ts';
import { resetsCancel } from './resets-cancel.ts';
import { resetsResume } from './resets-resume.ts';
import { resetsShow } from './resets-show.ts';
import { resetsStart } from './resets-start.ts';
import { resetsTimeline } from './resets-timeline.ts';
import { sessionsEnd } from './sessions.ts';
import { suppressionClear, suppressionShow } from './suppression.ts';
import { usersAdd, usersDisable, usersEnable, usersList } from './users.ts';
import { usersImport } from './users-import.ts';
import { usersRemove } from './users-remove.ts';
import { usersRestore } from './users-restore.ts';
import { usersSetAddresses } from './users-set-addresses.ts';
import { usersShow } from './users-show.ts';

/** All commands, by the one or two words that name them. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['console', consoleCommand(() => commands)],
  ['users list', usersList],
  ['users show', usersShow],
  ['users add', usersAdd],
  ['users import', usersImport],
  ['users disable', usersDisable],
  ['users enable', usersEnable],
  ['users set-addresses', usersSetAddresses],
  ['users remove', usersRemove],
  ['users restore', usersRestore],
  ['sessions end', sessionsEnd],
  ['resets start', resetsStart],
  ['resets show', resetsShow],
  ['resets timeline', resetsTimeline],
  ['resets resume', resetsResume],
  ['resets cancel', resetsCancel],
  ['limits show', limitsShow],
  ['limits lift', limitsLift],
  ['networks allow', networksAllow],
  ['networks list', networksList],
  ['pepper rotate', pepperRotate],
  ['mac-key rotate', macKeyRotate],
  ['suppression show', suppressionShow],
  ['suppression clear', suppressionClear],
]);

/** The second line of a description, in the column of the first. */
const ENDPOINTS = `use a cloud other than AWS${ofLaptop(`; \`npm start\` writes such a file to .local/endpoints.json, which is the
                     default while it runs and --stage is not given`)}`;

const GLOBAL = `Options of every command
  --stage NAME       deployed stage to work on, with your AWS credentials and region
  --endpoints FILE   ${ENDPOINTS}
  --json             print one JSON document for programs
  --help             show this help

Exit codes: 0 done; 1 refused, not found, or rows refused; 2 wrong command line; 3 error.`;

export function overview(): string {
  const width = Math.max(...Array.from(commands.keys(), (name) => name.length));
  const lines = Array.from(commands, ([name, { summary }]) => `  ${name.padEnd(width)}   ${summary}`);
  return `${commandLine('ops', 'COMMAND [options]')}        manages a stage, with your AWS credentials and region

${lines.join('\n')}

${GLOBAL}`;
}

export const helpOf = (name: string, { usage, summary, details }: Command): string =>
  `${commandLine('ops', `${name} ${usage}${usage === '' ? '' : ' '}--stage NAME`)}

${sentenceOf(summary)}

${details}

${GLOBAL}`;
