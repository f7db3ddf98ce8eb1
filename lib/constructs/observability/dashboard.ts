import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  SingleValueWidget,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { operationOf } from '../../../functions/operations/index.ts';
import type { OperationMetric } from '../../../functions/runtime/metrics.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Functions } from '../functions.ts';
import type { StreamConsumer } from '../stream-consumer.ts';
import { checkedSteps } from './abuse-alarms.ts';
import type { AlarmBook } from './alarm-book.ts';
import { Counts, PERIOD } from './counts.ts';
import { spendPerReset } from './spend.ts';
import { documentAt } from '../../instructions.ts';

export interface DashboardProps {
  readonly settings: Settings;
  readonly functions: Functions;
  readonly restApi: RestApi;
  /** Every table of the service. */
  readonly tables: readonly Table[];
  readonly mailStream: StreamConsumer;
  readonly auditStream: StreamConsumer;
  /** Absent where the stage has no alarms. */
  readonly alarms?: AlarmBook['alarms'];
}

/** Width of a full row in CloudWatch's grid. */
const WIDTH = 24;

/**
 * Dashboard of a stage, to be read from the top: active alarms, completed resets, refusals, latency and errors of the
 * steps, delays behind the stream, outcomes of mails, and cost.
 */
export class Dashboard extends Construct {
  readonly #props: DashboardProps;
  readonly #counts: Counts;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    this.#props = props;
    this.#counts = new Counts(props.settings.stage);
    new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: `password-reset-${props.settings.stage}`,
      defaultInterval: Duration.hours(12),
      widgets: [
        this.#alarms(),
        this.#funnel(),
        this.#refusals(),
        this.#steps(),
        this.#streams(),
        this.#mails(),
        this.#spend(),
      ],
    });
  }

  #alarms(): IWidget[] {
    const { alarms } = this.#props;
    if (alarms === undefined) return [];
    const { page, ticket } = alarms;
    return [
      new AlarmStatusWidget({ title: 'Page: users cannot continue', alarms: page, width: WIDTH / 2, height: 5 }),
      new AlarmStatusWidget({ title: 'Ticket: it can wait', alarms: ticket, width: WIDTH / 2, height: 5 }),
    ];
  }

  #funnel(): IWidget[] {
    const counted = this.#counts.of;
    const funnel = [
      counted('audit-consumer', 'reset_requested').with({ label: 'requested' }),
      counted('audit-consumer', 'otp_mailed').with({ label: 'mailed' }),
      counted('mail-events', 'delivered').with({ label: 'delivered (all mails)' }),
      counted('audit-consumer', 'otp_verified').with({ label: 'verified' }),
      counted('audit-consumer', 'password_changed').with({ label: 'completed' }),
    ];
    const completed = new MathExpression({
      expression: 'IF(mailed > 0, 100*FILL(done,0)/mailed, 0)',
      usingMetrics: {
        mailed: counted('audit-consumer', 'otp_mailed', Duration.hours(1)),
        done: counted('audit-consumer', 'password_changed', Duration.hours(1)),
      },
      label: 'completed of mailed, %',
      period: Duration.hours(1),
    });
    return [
      new SingleValueWidget({
        title: 'From request to new password, in the time shown',
        metrics: funnel,
        setPeriodToTimeRange: true,
        width: WIDTH,
        height: 4,
      }),
      graph('From request to new password', funnel, { width: WIDTH / 2 }),
      graph('Completed of 100 mailed codes', [completed], { width: WIDTH / 2 }),
    ];
  }

  #refusals(): IWidget[] {
    const counted = this.#counts.of;
    const { settings, functions } = this.#props;
    const checked = (metric: OperationMetric & `captcha-${string}`) =>
      checkedSteps(settings).map((step) => counted(step, metric).with({ label: `${step} ${metric}` }));
    const limited = [...functions.operations.keys()]
      .filter((step) => operationOf(step).problems.includes('rate-limited'))
      .map((step) => counted(step, 'rate-limited').with({ label: step }));
    return [
      graph('Captcha: refused', checked('captcha-rejected')),
      graph('Captcha: could not be verified', [...checked('captcha-unavailable'), ...checked('captcha-misconfigured')]),
      graph('Limits hit', [
        ...limited,
        counted('audit-consumer', 'budget-exhausted'),
        counted('mail-consumer', 'mail-ceiling'),
        counted('redelivery', 'mail-ceiling').with({ label: 'mail-ceiling (redelivery)' }),
      ]),
      graph('Codes not mailed', [
        counted('audit-consumer', 'otp_suppressed').with({ label: 'all, mostly unknown user IDs' }),
        counted('audit-consumer', 'mail-too-late'),
        counted('audit-consumer', 'mail-rejected'),
      ]),
      graph('Guesses', [
        counted('verify-otp', 'otp-rejected'),
        counted('audit-consumer', 'otp_locked'),
        counted('audit-consumer', 'reported_not_me'),
        counted('audit-consumer', 'reported-after-change'),
      ]),
      graph('Refused new passwords', [
        counted('audit-consumer', 'password_rejected'),
        counted('audit-consumer', 'password_not_changed'),
        counted('complete-reset', 'breach-check-unavailable'),
      ]),
      ...this.#logins(),
    ];
  }

  /** Only the built-in directory has logins. */
  #logins(): IWidget[] {
    const logIn = this.#props.functions.operations.get('log-in');
    if (logIn === undefined) return [];
    return [
      graph('Logins', [
        logIn.lambda.metricInvocations({ period: PERIOD, label: 'tried' }),
        this.#counts.of('log-in', 'login-rejected').with({ label: 'refused' }),
      ]),
    ];
  }

  #steps(): IWidget[] {
    const counted = this.#counts.of;
    const { functions, restApi } = this.#props;
    const steps = [...functions.operations];
    return [
      graph(
        'Errors of each step',
        steps.flatMap(([step, { lambda }]) => [
          lambda.metricErrors({ period: PERIOD, label: `${step} crashed` }),
          counted(step, 'service-unavailable').with({ label: `${step} answered 503` }),
        ]),
      ),
      graph(
        'Latency of each step, p95, ms',
        steps.map(([step, { lambda }]) =>
          lambda.metricDuration({ period: PERIOD, statistic: Stats.percentile(95), label: step }),
        ),
      ),
      graph('The API', [
        restApi.metricCount({ period: PERIOD, statistic: Stats.SUM, label: 'calls' }),
        restApi.metricClientError({ period: PERIOD, statistic: Stats.SUM, label: '4xx' }),
        restApi.metricServerError({ period: PERIOD, statistic: Stats.SUM, label: '5xx' }),
      ]),
    ];
  }

  #streams(): IWidget[] {
    const counted = this.#counts.of;
    const { functions, mailStream, auditStream } = this.#props;
    const age = ({ lambda }: Functions['all'][number], label: string) =>
      lambda.metric('IteratorAge', { period: Duration.minutes(1), statistic: Stats.MAXIMUM, label });
    const waiting = ({ failures }: StreamConsumer, label: string) =>
      failures.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM, label });
    return [
      graph('Delay of the stream, ms', [age(functions.mailConsumer, 'mail'), age(functions.auditConsumer, 'audit')]),
      graph('Given up', [waiting(mailStream, 'mail'), waiting(auditStream, 'audit')]),
      graph('Failed and sent again', [
        counted('mail-consumer', 'failed').with({ label: 'mail failed' }),
        counted('audit-consumer', 'failed').with({ label: 'audit failed' }),
        counted('redelivery', 'failed').with({ label: 'redelivery failed' }),
        counted('redelivery', 'redelivered'),
      ]),
    ];
  }

  #mails(): IWidget[] {
    const counted = this.#counts.of;
    return [
      graph('Delivered mails', [counted('mail-events', 'delivered')], { width: WIDTH / 2 }),
      graph(
        'Mails not delivered or not wanted',
        [
          counted('mail-events', 'bounced'),
          counted('mail-events', 'complained'),
          counted('mail-events', 'rejected'),
          counted('mail-events', 'refused'),
          counted('audit-consumer', 'change-not-told'),
        ],
        { width: WIDTH / 2 },
      ),
    ];
  }

  #spend(): IWidget[] {
    const { functions, restApi, tables } = this.#props;
    const perReset = spendPerReset(this.#counts, { functions, restApi, tables }, Duration.hours(1));
    return [
      graph('Usage cost of a completed reset (list prices)', [perReset], { width: WIDTH / 2 }),
      new TextWidget({
        width: WIDTH / 2,
        height: 6,
        markdown: [
          '### Reading this page',
          `Start at the top. Each alarm describes the effect on users and names its section of \`${documentAt('guides/runbook.md')}\`.`,
          'Some users give up at each step. A step that drops to zero while the step before it does not is broken.',
          'The cost covers calls, GB-seconds, table units, mails and log bytes at list prices of us-east-1.',
          'Fixed monthly costs are not included.',
        ].join('\n\n'),
      }),
    ];
  }
}

const graph = (title: string, left: IMetric[], { width = WIDTH / 3 } = {}): IWidget =>
  new GraphWidget({ title, left, width, height: 6, leftYAxis: { min: 0 } });
