import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import type { Settings } from '../../settings/schema.ts';
import { AlarmTopics, type Severity } from './alarm-topics.ts';
import { DOCUMENTS } from '../../instructions.ts';

/** Anchor of a section of docs/guides/runbook.md. */
export type RunbookSection =
  | 'api-errors'
  | 'step-errors'
  | 'step-latency'
  | 'functions-throttled'
  | 'table-throttled'
  | 'captcha-unavailable'
  | 'captcha-misconfigured'
  | 'captcha-rejections'
  | 'origin-unproven'
  | 'mails-late'
  | 'mails-failing'
  | 'mails-given-up'
  | 'redelivery-failing'
  | 'mail-ceiling-reached'
  | 'mail-misconfigured'
  | 'mails-rejected'
  | 'mails-bouncing'
  | 'mails-complained-of'
  | 'mail-outcomes-unrecorded'
  | 'change-not-told'
  | 'audit-late'
  | 'audit-failing'
  | 'audit-given-up'
  | 'audit-unsealed'
  | 'trail-changed'
  | 'events-given-up'
  | 'login-failures'
  | 'incident-found'
  | 'incidents-unasked'
  | 'archive-late'
  | 'archive-unsigned'
  | 'guessing'
  | 'start-surge'
  | 'reported-not-me'
  | 'breach-check-unavailable';

export interface AlarmDefinition {
  readonly section: RunbookSection;
  /** Second part of the name, such as a step or a severity, where a section has several alarms. */
  readonly of?: string;
  readonly severity: Severity;
  /** Effect on users in one or two sentences, for an engineer who has just been woken. */
  readonly impact: string;
  readonly metric: IMetric;
  /** The alarm starts at this value or above; with `below`, under it. */
  readonly threshold: number;
  readonly below?: true;
  /** Number of periods that must be bad, out of the last `outOf`. Default: one of one. */
  readonly periods?: { readonly bad: number; readonly outOf: number };
  /** Also starts the alarm when there is no data. Default: no data is fine. */
  readonly missingData?: 'is bad';
  /** Leaves the alarm out of the profile `essential`. */
  readonly only?: 'full';
}

/**
 * Adds alarms whose descriptions have severity, impact and runbook section, and sends them to the topic of their
 * severity.
 */
export class AlarmBook extends Construct {
  readonly alarms: Readonly<Record<Severity, Alarm[]>> = { page: [], ticket: [] };
  readonly topics: AlarmTopics;
  readonly #stage: string;
  readonly #runbookUrl: string;
  readonly #profile: Settings['profile'];

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.topics = new AlarmTopics(this, 'Topics', settings);
    this.#stage = settings.stage;
    this.#runbookUrl = `${settings.runbookUrl ?? DOCUMENTS}/guides/runbook.md`;
    this.#profile = settings.profile;
  }

  /** Returns none where the profile of the stage leaves the alarm out. */
  add(definition: AlarmDefinition): readonly Alarm[] {
    if (definition.only !== undefined && definition.only !== this.#profile) return [];
    const { section, of, severity, impact, metric, periods = { bad: 1, outOf: 1 }, ...rule } = definition;
    const name = of === undefined ? section : `${section}-${of}`;
    const alarm = new Alarm(this, name, {
      alarmName: `password-reset-${this.#stage}-${name}`,
      alarmDescription: `Severity: ${severity}. Impact: ${impact} Runbook: ${this.#runbookUrl}#${section}`,
      metric,
      threshold: rule.threshold,
      comparisonOperator:
        rule.below === true
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods.outOf,
      datapointsToAlarm: periods.bad,
      treatMissingData: rule.missingData === 'is bad' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(this.topics[severity]);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    this.alarms[severity].push(alarm);
    return [alarm];
  }
}
