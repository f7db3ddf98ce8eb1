import type { Command } from '../command.ts';
import { report } from './report.ts';
import { runNamed } from './run-named.ts';
import { verify } from './verify.ts';
import { auditQueries } from '../queries/index.ts';
import { table } from '../../ops/outcome.ts';

export const list: Command = {
  usage: '',
  summary: 'shows the questions that can be asked',
  details: 'incidents: none is good, and a hit makes the exit code 1. facts: there is always something to read.',
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
  ['verify', verify],
]);

const GLOBAL = `Options of every command
  --stage NAME       a stage on AWS, one of lib/settings/stages, with the credentials and region at hand
  --endpoints FILE   another cloud than AWS: what \`npm start\` writes to .local/endpoints.json; taken by itself while
                     that runs and no --stage is given
  --logs DIR         a folder of log files from elsewhere; with --endpoints for the keys
  --help             show this

Exit codes: 0 nothing found, or done; 1 incidents or findings found; 2 the command line is wrong; 3 a finding.`;

export function overview(): string {
  const width = Math.max(...Array.from(commands.keys(), (name) => name.length));
  const lines = Array.from(commands, ([name, { summary }]) => `  ${name.padEnd(width)}   ${summary}`);
  return `npm run audit -- COMMAND [options]        answers an auditor's questions from the audit trail

${lines.join('\n')}

${GLOBAL}`;
}

export const helpOf = (name: string, { usage, summary, details }: Command): string =>
  `npm run audit -- ${`${name} ${usage}`.trim()}\n\n${summary}\n\n${details}\n\n${GLOBAL}`;
