import { readFileSync } from 'node:fs';

/** Row of the tables in docs/reference/state-machine.md. */
export interface DocumentedStep {
  readonly step: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly guard: readonly string[];
  readonly sets: readonly string[];
  readonly clears: readonly string[];
  /** Several events if the step's outcome decides. */
  readonly events: readonly string[];
  readonly actor: string;
}

/** Content of one section of the document: the table's rows, and the diagram's arrows as `FROM --> TO: step`. */
export interface StateMachine {
  readonly steps: readonly DocumentedStep[];
  readonly arrows: readonly string[];
}

const listed = (cell = ''): string[] => cell.split(',').flatMap((part) => part.trim() || []);

function stepOf(row: string): DocumentedStep {
  const [step = '', from, to = '', guard, sets, clears, events = '', actor = ''] = row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  return {
    step,
    from: listed(from),
    to,
    guard: listed(guard),
    sets: listed(sets),
    clears: listed(clears),
    events: events.split(' or '),
    actor,
  };
}

function arrowsOf(line: string): string[] {
  const [arrow = '', steps] = line.trim().split(': ');
  return listed(steps).map((step) => `${arrow}: ${step}`);
}

function stateMachineIn(text: string): StateMachine {
  const lines = text.split('\n');
  const rows = lines.filter((line) => line.startsWith('|'));
  return {
    steps: rows.slice(2).map(stepOf),
    arrows: lines.filter((line) => line.includes(' --> ')).flatMap(arrowsOf),
  };
}

const [reset = '', reminder = '', notice = '', delivery = ''] = readFileSync(
  new URL('../../docs/reference/state-machine.md', import.meta.url),
  'utf8',
).split(/## The states of a reminder|## The states of a notice|## Outcomes of mails/);

/** State machines as docs/reference/state-machine.md shows them, and the step that both have in every state. */
export const documented = {
  reset: stateMachineIn(reset),
  reminder: stateMachineIn(reminder),
  notice: stateMachineIn(notice),
  delivery: stateMachineIn(delivery),
};
