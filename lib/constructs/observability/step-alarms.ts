import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type Alarm, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { FunctionName, OperationId } from '../../../functions/operations/index.ts';
import type { Functions } from '../functions.ts';
import type { AlarmBook } from './alarm-book.ts';
import type { Severity } from './alarm-topics.ts';
import { type Counts, PERIOD, percentage, sum } from './counts.ts';

/** By function, the alarms that a new version of it must not raise. */
export type ReleaseAlarms = ReadonlyMap<FunctionName, readonly Alarm[]>;

/** What people cannot do while a step fails. */
const STEPS: Readonly<Record<OperationId, { readonly severity: Severity; readonly impact: string }>> = {
  'start-reset': { severity: 'page', impact: 'People who forgot their password cannot ask for a code.' },
  'resend-otp': { severity: 'ticket', impact: 'People whose code did not come cannot ask for another.' },
  'verify-otp': { severity: 'page', impact: 'People cannot enter the code that they were mailed.' },
  'complete-reset': { severity: 'page', impact: 'People who entered their code cannot set a new password.' },
  'report-reset': { severity: 'ticket', impact: 'People who did not ask for a reset cannot stop it.' },
  'remind-user-id': { severity: 'ticket', impact: 'People who forgot their user ID cannot ask for it.' },
  'log-in': { severity: 'page', impact: 'People cannot log in on the hosted pages.' },
  'who-am-i': { severity: 'ticket', impact: 'People who are logged in are taken for logged out.' },
  'log-out': { severity: 'ticket', impact: 'People cannot log out.' },
};

/** Percent of calls that fail, from which it is not somebody's bad luck any more; and how many there must be. */
const FAILING = { percent: 5, least: 3 };

/** Milliseconds. Where a person looks at a spinning wheel for longer, the button is pressed again. */
const SLOW = 3000;

/** Calls in a period without which a percentile is one caller's cold start. */
const ENOUGH_CALLS = 10;

/** A throttle that one retry gets over is none; the SDK and the pages retry. */
const THROTTLES = 5;

/** Errors and latency of every step, for the on-call engineer and for releases; throttling; and the API before them. */
export function stepAlarms(
  book: AlarmBook,
  counts: Counts,
  { functions, restApi, table }: { functions: Functions; restApi: RestApi; table: Table },
): ReleaseAlarms {
  const steps = [...functions.operations];
  const alarms = steps.map(([step, { lambda }]): [OperationId, Alarm[]] => {
    const calls = lambda.metricInvocations({ period: PERIOD, statistic: Stats.SUM });
    const { severity, impact } = STEPS[step];
    return [
      step,
      [
        // An error that the function turned into a 503 is none to Lambda, and a crash is none to the function.
        book.add({
          section: 'step-errors',
          of: step,
          severity,
          impact,
          metric: percentage(
            [lambda.metricErrors({ period: PERIOD }), counts.of(step, 'service-unavailable')],
            [calls],
            { least: FAILING.least, label: `${step}: calls that failed, %` },
          ),
          threshold: FAILING.percent,
        }),
        book.add({
          section: 'step-latency',
          of: step,
          severity: 'ticket',
          impact: `People wait for more than ${SLOW / 1000} seconds. (${step})`,
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
    impact: 'People see an error page or a button that does nothing, at whichever step they are.',
    metric: new MathExpression({
      expression: `IF(errors >= ${FAILING.least}, 100*errors/calls, 0)`,
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
    impact: 'Some people get an error instead of an answer, because the account has no Lambda capacity left.',
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

/** What the functions ask of the table of requests; see `ResetTable.allow`. */
const TABLE_OPERATIONS = [Operation.GET_ITEM, Operation.PUT_ITEM, Operation.UPDATE_ITEM, Operation.QUERY];
