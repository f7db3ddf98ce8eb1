import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Duration } from 'aws-cdk-lib';
import type { Functions } from '../functions.ts';
import type { Counts } from './counts.ts';
import { PRICES } from './prices.ts';

export interface SpendParts {
  readonly functions: Functions;
  readonly restApi: RestApi;
  readonly tables: readonly Table[];
}

/**
 * Returns an estimate of the usage cost of a completed reset: all cost that grows with traffic, including robots and
 * users who gave up, divided by the completed resets. A mail counts once however many addresses the account has.
 * Fixed monthly costs (secrets, alarms, keys, the firewall) are left out.
 */
export function spendPerReset(counts: Counts, parts: SpendParts, period: Duration): MathExpression {
  const names = new Map<string, IMetric>();
  const priced = (price: number, metric: IMetric): string => {
    const name = `u${names.size}`;
    names.set(name, metric);
    return `FILL(${name},0)*${price.toFixed(12)}`;
  };
  const logBytes = (logGroupName: string) =>
    new Metric({
      namespace: 'AWS/Logs',
      metricName: 'IncomingBytes',
      dimensionsMap: { LogGroupName: logGroupName },
      statistic: Stats.SUM,
      period,
    });
  const ofSum = { period, statistic: Stats.SUM };
  const mailed = (metric: 'otp_mailed' | 'reminder_mailed' | 'change_notified') =>
    counts.of('audit-consumer', metric, period);

  const terms = [
    priced(PRICES.apiCall, parts.restApi.metricCount(ofSum)),
    ...parts.functions.all.flatMap(({ lambda, memorySize, logGroup }) => [
      priced(PRICES.invocation, lambda.metricInvocations(ofSum)),
      // Milliseconds times MiB.
      priced((PRICES.gigabyteSecond * memorySize) / 1024 / 1000, lambda.metricDuration(ofSum)),
      priced(PRICES.logGigabyte / 1024 ** 3, logBytes(logGroup.logGroupName)),
    ]),
    ...parts.tables.flatMap((table) => [
      priced(PRICES.writeUnit, table.metricConsumedWriteCapacityUnits(ofSum)),
      priced(PRICES.readUnit, table.metricConsumedReadCapacityUnits(ofSum)),
    ]),
    ...(['otp_mailed', 'reminder_mailed', 'change_notified'] as const).map((metric) =>
      priced(PRICES.mail, mailed(metric)),
    ),
  ];
  return new MathExpression({
    expression: `(${terms.join('+')})/resets`,
    usingMetrics: { ...Object.fromEntries(names), resets: counts.of('audit-consumer', 'password_changed', period) },
    label: 'US dollars for a completed reset',
    period,
  });
}
