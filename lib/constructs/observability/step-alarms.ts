import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type Alarm, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type FunctionName, type OperationId, operationOf } from '../../../functions/operations/index.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Functions } from '../functions.ts';
import type { AlarmBook } from './alarm-book.ts';
import { type Counts, PERIOD, percentage, sum } from './counts.ts';

export interface StepParts {
  readonly functions: Functions;
  readonly restApi: RestApi;
  readonly table: Table;
  readonly profile: Settings['profile'];
}

/** Alarms of each function that roll back a new version of it. */
export type ReleaseAlarms = ReadonlyMap<FunctionName, readonly Alarm[]>;

/** Percentage and minimum number of failed calls from which an alarm starts. */
const FAILING = { percent: 5, minimum: 3 };

/**
 * Latency in milliseconds, longer than a cold start, from which a step is slow. Users who wait longer press the button
 * again.
 */
const SLOW = 3000;

/** Throttled calls from which an alarm starts. The SDK and the pages retry, so a few do no harm. */
const THROTTLES = 5;

/**
 * Adds the alarms on errors and latency of each step, on throttling and on the API. Returns those that stop a
 * release.
 */
export function stepAlarms(
  book: AlarmBook,
  counts: Counts,
  { functions, restApi, table, profile }: StepParts,
): ReleaseAlarms {
  const ofApi = { period: PERIOD, statistic: Stats.SUM };
  const serverErrors = restApi.metricServerError(ofApi);
  const api = book.add({
    section: 'api-errors',
    severity: 'page',
    impact: 'Users see an error page or a button that does nothing, at any step.',
    // A share of all calls misses a failure in a step that few take, so a stage without alarms of its steps counts.
    metric:
      profile === 'full'
        ? percentage([serverErrors], [restApi.metricCount(ofApi)], {
            minimum: FAILING.minimum,
            label: 'Calls answered with 5xx, %',
          })
        : serverErrors,
    threshold: profile === 'full' ? FAILING.percent : FAILING.minimum,
    periods: { bad: 2, outOf: 3 },
  });
  const few = book.add({
    section: 'api-errors',
    of: 'ticket',
    severity: 'ticket',
    only: 'full',
    impact: `Some calls fail. They may be all calls of a step that few users take: ${seldomTaken(functions)}`,
    // One metric of all steps notices what an alarm on the crashes of each of them would, and their 503 answers too.
    metric: serverErrors,
    threshold: FAILING.minimum,
  });
  const slow = book.add({
    section: 'step-latency',
    severity: 'ticket',
    only: 'full',
    impact: `Users wait for more than ${SLOW / 1000} seconds.`,
    metric: restApi.metricLatency({ period: PERIOD, statistic: Stats.percentile(95), label: 'p95 of all steps, ms' }),
    threshold: SLOW,
    periods: { bad: 2, outOf: 3 },
  });
  book.add({
    section: 'functions-throttled',
    severity: 'page',
    impact: 'Some users get an error, and mails are late, because the account has no Lambda capacity left.',
    // Of all functions of the account, which share the capacity.
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: Stats.SUM,
      period: PERIOD,
      label: 'Throttled calls of the account',
    }),
    threshold: THROTTLES,
  });
  book.add({
    section: 'table-throttled',
    severity: 'page',
    impact: 'Steps take seconds or end in an error, because the table of requests refuses reads or writes.',
    metric: sum(
      ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) => table.metric(name, ofApi)),
      'Throttled reads and writes of the table',
    ),
    threshold: THROTTLES,
  });
  return new Map(
    [...functions.operations].map(([step, { lambda }]) => [
      step,
      [...(isSeldomTaken(step) ? few : stepErrors(book, counts, step, lambda)), ...api, ...slow],
    ]),
  );
}

/** Such a step has too few calls for an alarm on a share of them. */
const isSeldomTaken = (step: OperationId): boolean => operationOf(step).alarm.severity === 'ticket';

const seldomTaken = ({ operations }: Functions): string =>
  [...operations.keys()]
    .filter(isSeldomTaken)
    .map((step) => operationOf(step).alarm.impact)
    .join(' ');

/** Adds the alarm on the share of a step's calls that fail. */
function stepErrors(book: AlarmBook, counts: Counts, step: OperationId, lambda: IFunction): readonly Alarm[] {
  const { severity, impact } = operationOf(step).alarm;
  return book.add({
    section: 'step-errors',
    of: step,
    severity,
    only: 'full',
    impact,
    // Lambda does not count an error that the function answers with 503, and the function does not count a crash.
    metric: percentage(
      [lambda.metricErrors({ period: PERIOD }), counts.of(step, 'service-unavailable')],
      [lambda.metricInvocations({ period: PERIOD, statistic: Stats.SUM })],
      { minimum: FAILING.minimum, label: `${step}: failed calls, %` },
    ),
    threshold: FAILING.percent,
  });
}
