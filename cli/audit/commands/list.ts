import { auditQueries } from '../queries/index.ts';
import { table } from '../../ops/table.ts';
import type { Command } from '../command.ts';

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
