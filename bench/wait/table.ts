import { markdownTable } from '../../testkit/measuring/markdown-table.ts';
import { median, quantile } from '../../testkit/measuring/statistics.ts';
import { STEPS, type Step, type Waited } from './visit.ts';
import { epoch, type ServiceCall } from './waterfall.ts';

/** One reset of one person. */
export interface Journey {
  readonly kind: 'warm' | 'cold';
  readonly waits: readonly Waited[];
  /** Calls of the functions to all services. */
  readonly calls: readonly ServiceCall[];
}

const KINDS = ['warm', 'cold'] as const;

/** Goal for the calls of the browser that a person waits for in one step. */
const ROUND_TRIPS = 2;

const waitOf = ({ waits }: Journey, step: Step): Waited => {
  const wait = waits.find((each) => each.step === step);
  if (wait === undefined) throw new Error(`the step "${step}" was not measured`);
  return wait;
};

/** Calls that began after the act of a step and before the act of the next. */
export function callsOf(journey: Journey, step: Step): ServiceCall[] {
  const { acted } = waitOf(journey, step);
  const next = journey.waits[STEPS.indexOf(step) + 1]?.acted ?? Number.POSITIVE_INFINITY;
  return journey.calls.filter(({ begun }) => epoch(begun) >= acted && epoch(begun) < next);
}

/** Milliseconds from the act until SES has taken the step's mail; none where the step sends none. */
function mailAfter(journey: Journey, step: Step): number | undefined {
  const mail = callsOf(journey, step).find(({ service }) => service === 'SES');
  return mail?.ended === undefined ? undefined : epoch(mail.ended) - waitOf(journey, step).acted;
}

const milliseconds = (times: readonly number[]): string =>
  times.length === 0 ? '' : `${median(times).toFixed(0)} / ${quantile(times, 0.95).toFixed(0)}`;

export function waitTable(journeys: readonly Journey[]): string {
  const rows = STEPS.map((step) => {
    const times = KINDS.flatMap((kind) => {
      const ofKind = journeys.filter((journey) => journey.kind === kind);
      const shown = ofKind.map((journey) => waitOf(journey, step)).map(({ acted, shown }) => shown - acted);
      const mailed = ofKind.flatMap((journey) => mailAfter(journey, step) ?? []);
      return [milliseconds(shown), milliseconds(mailed)];
    });
    return [step, ...times, String(roundTrips(journeys, step))];
  });
  const head = [
    'step',
    ...KINDS.flatMap((kind) => [`${kind}, next page`, `${kind}, mail taken`]),
    'calls of the browser',
  ];
  return `Milliseconds from the person's act: median / 95th percentile.\n\n${markdownTable(head, rows)}`;
}

const roundTrips = (journeys: readonly Journey[], step: Step): number =>
  Math.max(...journeys.map((journey) => waitOf(journey, step).roundTrips));

/** A sentence for each step that takes too many calls of the browser. */
export const tooManyCalls = (journeys: readonly Journey[]): string[] =>
  STEPS.filter((step) => roundTrips(journeys, step) > ROUND_TRIPS).map(
    (step) => `${step}: ${roundTrips(journeys, step)} calls of the browser, and ${ROUND_TRIPS} are allowed`,
  );

/** The warm journey whose waits add up to the median. */
export function middleOf(journeys: readonly Journey[]): Journey {
  const total = ({ waits }: Journey): number => waits.reduce((sum, { acted, shown }) => sum + shown - acted, 0);
  const warm = journeys.filter(({ kind }) => kind === 'warm').toSorted((one, other) => total(one) - total(other));
  const middle = warm[Math.floor((warm.length - 1) / 2)];
  if (middle === undefined) throw new Error('no warm journey was measured');
  return middle;
}
