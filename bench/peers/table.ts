import { markdownTable } from '../../testkit/measuring/markdown-table.ts';
import { GUESSES, REPLAYS, WIDTH } from './measure.ts';
import type { Latency, Summary } from './summary.ts';

const NONE = 'n/a';
const shown = (latency: Latency): string => `${latency.median.toFixed(1)} / ${latency.p95.toFixed(1)}`;

const nameOf = ({ about }: Summary): string => `${about.name} ${about.version}`;

function costTable(summaries: readonly Summary[]): string {
  const head = [
    `${summaries[0]?.resets ?? 0} resets, ${WIDTH} at a time`,
    'resets/s',
    'requests/s',
    'processor, ms a reset',
    'ask, ms',
    'verify, ms',
    'set, ms',
    'password hash',
    'store and mails',
  ];
  return markdownTable(
    head,
    summaries.map((summary) => [
      nameOf(summary),
      summary.resetsPerSecond.toFixed(1),
      summary.requestsPerSecond.toFixed(1),
      processorIn(summary),
      shown(summary.latency.ask),
      shown(summary.latency.verify),
      shown(summary.latency.set),
      summary.about.hash,
      summary.about.store,
    ]),
  );
}

function processorIn({ processor }: Summary): string {
  if (processor === undefined) return NONE;
  const { all, descendants } = processor;
  return descendants > 0 ? `${all.toFixed(0)}, of these functions ${descendants.toFixed(0)}` : all.toFixed(1);
}

function abuseTable(summaries: readonly Summary[]): string {
  const [first] = summaries;
  const head = [
    `${first?.pairs ?? 0} pairs, ${first?.trials ?? 0} trials`,
    'ask, known / unknown, ms',
    'AUC (95 %)',
    'equal answers',
    `compared of ${GUESSES} guesses`,
    'the right one, sent last',
    `successes of one code sent ${REPLAYS} times`,
  ];
  return markdownTable(
    head,
    summaries.map((summary) => [
      nameOf(summary),
      `${summary.known.toFixed(1)} / ${summary.unknown.toFixed(1)}`,
      `${summary.auc.value.toFixed(3)} (${summary.auc.low.toFixed(3)} … ${summary.auc.high.toFixed(3)})`,
      summary.answersDiffer === undefined ? 'yes' : 'no',
      String(summary.evaluated),
      `accepted ${summary.rightAccepted} of ${summary.trials}`,
      String(summary.successes),
    ]),
  );
}

export const peersTable = (summaries: readonly Summary[]): string =>
  `${costTable(summaries)}\n\nMilliseconds of a step: median / 95th percentile.\n\n${abuseTable(summaries)}`;
