import { placeOfStages } from '../../../lib/settings/config-path.ts';
import { commandLine, ofLaptop } from '../../../lib/instructions.ts';
import type { Command } from '../command.ts';
import { exportEvents } from './export.ts';
import { report } from './report.ts';
import { runNamed } from './run-named.ts';
import { verify } from './verify.ts';
import { verifyArchiveCopy } from './verify-archive.ts';
import { who } from './who.ts';
import { auditQueries } from '../queries/index.ts';
import { sentenceOf } from '../../ops/arguments.ts';
import { table } from '../../ops/outcome.ts';

/** Command that shows all queries. */
export const list: Command = {
  usage: '',
  summary: 'shows all queries',
  details: 'A query for incidents should find nothing; a hit sets the exit code 1. A query for facts always has rows.',
  positionals: [0, 0],
  run() {
    const rows = auditQueries.map(({ name, finds, question, parameters }) => [
      [name, ...parameters.map((parameter) => `--${parameter.name}`)].join(' '),
      finds,
      question,
    ]);
    return Promise.resolve({ text: table(['QUERY', 'FINDS', 'QUESTION'], rows), found: false });
  },
};

export const commands: ReadonlyMap<string, Command> = new Map([
  ['list', list],
  ['run', runNamed],
  ['report', report],
  ['export', exportEvents],
  ['verify', verify],
  ['verify-archive', verifyArchiveCopy],
  ['who', who],
]);

/** The second line of a description, in the column of the first. */
const ENDPOINTS = `use a cloud other than AWS${ofLaptop(`; \`npm start\` writes such a file to .local/endpoints.json, which is the
                     default while it runs and --stage is not given`)}`;

const GLOBAL = `Options of every command
  --stage NAME       stage on AWS, one of ${placeOfStages()}, with your AWS credentials and region
  --endpoints FILE   ${ENDPOINTS}
  --logs PATH        log files from elsewhere, a copy of the archive, or an export, also compressed; add --stage, or
                     --endpoints of a laptop, for the keys
  --help             show this help

Exit codes: 0 nothing found, or done; 1 incidents or findings found, or nothing was read; 2 wrong command line;
3 error.`;

export function overview(): string {
  const width = Math.max(...Array.from(commands.keys(), (name) => name.length));
  const lines = Array.from(commands, ([name, { summary }]) => `  ${name.padEnd(width)}   ${summary}`);
  return `${commandLine('audit', 'COMMAND [options]')}        answers questions from the audit trail

${lines.join('\n')}

${GLOBAL}`;
}

export const helpOf = (name: string, { usage, summary, details }: Command): string =>
  `${commandLine('audit', `${name} ${usage}`.trim())}\n\n${sentenceOf(summary)}\n\n${details}\n\n${GLOBAL}`;
