import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type Alarm, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { type FunctionName, type OperationId, operationOf } from '../../../functions/operations/index.ts';
import type { Functions } from '../functions.ts';
import type { AlarmBook } from './alarm-book.ts';
import { type Counts, PERIOD, percentage, sum } from './counts.ts';

/** Alarms of each function that roll back a new version of it. */
export type ReleaseAlarms = ReadonlyMap<FunctionName, readonly Alarm[]>;

/** Percentage and minimum number of failed calls from which an alarm starts. */
const FAILING = { percent: 5, minimum: 3 };

/** Latency in milliseconds from which a step is slow. Users who wait longer press the button again. */
const SLOW = 3000;

/** Minimum number of calls in a period. With fewer, a percentile is only the cold start of one call. */
const ENOUGH_CALLS = 10;

/** Throttled calls from which an alarm starts. The SDK and the pages retry, so a few do no harm. */
const THROTTLES = 5;

/**
 * Adds the alarms on errors and latency of each step, on throttling and on the API. Returns those that stop a
 * release.
 */
export function stepAlarms(
  book: AlarmBook,
  counts: Counts,
  { functions, restApi, table }: { functions: Functions; restApi: RestApi; table: Table },
): ReleaseAlarms {
  const steps = [...functions.operations];
  const alarms = steps.map(([step, { lambda }]): [OperationId, Alarm[]] => {
    const calls = lambda.metricInvocations({ period: PERIOD, statistic: Stats.SUM });
    const { severity, impact } = operationOf(step).alarm;
    return [
      step,
      [
        // Lambda does not count an error that the function answers with 503, and the function does not count a crash.
        book.add({
          section: 'step-errors',
          of: step,
          severity,
          impact,
          metric: percentage(
            [lambda.metricErrors({ period: PERIOD }), counts.of(step, 'service-unavailable')],
            [calls],
            { minimum: FAILING.minimum, label: `${step}: failed calls, %` },
          ),
          threshold: FAILING.percent,
        }),
        book.add({
          section: 'step-latency',
          of: step,
          severity: 'ticket',
          impact: `Users wait for more than ${SLOW / 1000} seconds. (${step})`,
          metric: new MathExpression({
            expression: `IF(calls >= ${ENOUGH_CALLS}, p95, 0)`,
            usingMetrics: { calls, p95: lambda.metricDuration({ period: PERIOD, statistic: Stats.percentile(95) }) },
            label: `${step}: p95, ms`,
            period: PERIOD,
          }),
          threshold: SLOW,
          periods: { bad: 2, outOf: 3 },
        }),
      ],
    ];
  });

  book.add({
    section: 'api-errors',
    severity: 'page',
    impact: 'Users see an error page or a button that does nothing, at any step.',
    metric: new MathExpression({
      expression: `IF(errors >= ${FAILING.minimum}, 100*errors/calls, 0)`,
      usingMetrics: {
        errors: restApi.metricServerError({ period: PERIOD, statistic: Stats.SUM }),
        calls: restApi.metricCount({ period: PERIOD, statistic: Stats.SUM }),
      },
      label: 'Calls answered with 5xx, %',
      period: PERIOD,
    }),
    threshold: FAILING.percent,
    periods: { bad: 2, outOf: 3 },
  });

  const throttles = (lambda: StepFunction) => lambda.metricThrottles({ period: PERIOD });
  book.add({
    section: 'functions-throttled',
    of: 'steps',
    severity: 'page',
    impact: 'Some users get an error, because the account has no Lambda capacity left.',
    metric: sum(
      steps.map(([, { lambda }]) => throttles(lambda)),
      'Throttled calls of the steps',
    ),
    threshold: THROTTLES,
  });
  book.add({
    section: 'functions-throttled',
    of: 'background',
    severity: 'ticket',
    impact: 'Codes and notices are mailed late, because the account has no Lambda capacity left.',
    metric: sum(
      [functions.mailConsumer, functions.auditConsumer, functions.redelivery, functions.mailEvents].map(({ lambda }) =>
        throttles(lambda),
      ),
      'Throttled calls in the background',
    ),
    threshold: THROTTLES,
  });
  book.add({
    section: 'table-throttled',
    severity: 'page',
    impact: 'Steps take seconds or end in an error, because the table of requests refuses reads or writes.',
    metric: sum(
      TABLE_OPERATIONS.map((operation) =>
        table.metricThrottledRequestsForOperation(operation, { period: PERIOD, statistic: Stats.SUM }),
      ),
      'Throttled calls of the table',
    ),
    threshold: THROTTLES,
  });
  return new Map(alarms);
}

type StepFunction = Functions['mailConsumer']['lambda'];

/** Calls of the functions to the table of requests; see `ResetTable.allow`. */
const TABLE_OPERATIONS = [Operation.GET_ITEM, Operation.PUT_ITEM, Operation.UPDATE_ITEM, Operation.QUERY];
