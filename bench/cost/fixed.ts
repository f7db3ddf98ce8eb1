import type { Template } from 'aws-cdk-lib/assertions';
import type { Settings } from '../../lib/settings/schema.ts';
import { billOf, type Line, type Stage, totalOf } from './bill.ts';
import { costOf, type PriceName } from './prices.ts';
import { type FunctionUse, NOTHING } from './usage.ts';

/** The stage of the bill: the strictest one, with everything switched on. */
export const STAGE = 'prod';

export interface Deployed {
  readonly settings: Settings;
  readonly template: Template;
}

interface Resource {
  readonly Properties: Record<string, unknown>;
}

const resourcesOf = ({ template }: Deployed, type: string): Resource[] =>
  Object.values(template.findResources(type)) as Resource[];

/**
 * Below one call a second the default rule traces every call, and Lambda every invocation that it samples by itself.
 */
const ALL = 1;

/** The settings of a stage that its bill depends on, below one reset a second. */
export function stageOf({ settings, ...rest }: Deployed): Stage {
  const functions = resourcesOf({ settings, ...rest }, 'AWS::Lambda::Function').filter(
    ({ Properties }) => Properties['FunctionName'] !== undefined,
  );
  const active = (name: string) =>
    functions.some(
      ({ Properties }) =>
        String(Properties['FunctionName']).endsWith(name) &&
        (Properties['TracingConfig'] as { Mode?: string } | undefined)?.Mode === 'Active',
    );
  const rules = resourcesOf({ settings, ...rest }, 'AWS::XRay::SamplingRule').map(
    ({ Properties }) => Properties['SamplingRule'] as { FixedRate: number; HTTPMethod: string },
  );
  const rateOf = (method: string) => rules.find(({ HTTPMethod }) => HTTPMethod === method)?.FixedRate;
  const ofCalls = rateOf('*') ?? ALL;
  return {
    waf: settings.waf,
    logRetentionDays: settings.logRetentionDays,
    auditRetentionDays: settings.auditRetentionDays,
    archiveYears: settings.auditArchive === 'off' ? 0 : settings.auditArchiveYears,
    traces: {
      ofCalls,
      ofPreflights: rateOf('OPTIONS') ?? ofCalls,
      ofBackground: active('audit-consumer') ? ALL : 0,
    },
  };
}

const MINUTES_A_MONTH = (365 / 12) * 1440;
/** Minutes for which functions keep a secret, or a table's key, that they read. */
const CACHE_MINUTES = 5;

export interface FixedParts {
  /** Distinct metrics that a complete reset counts. */
  readonly metrics: number;
  /** Reads of secrets by one cold process of each function of a reset. */
  readonly secretReads: number;
  /** Functions that read or write a table for a reset. */
  readonly tableUsers: number;
  /** The usage of one run of the redelivery. */
  readonly redelivery: FunctionUse & { readonly readUnits: number };
}

/** An alarm of a template, with the number of metrics that it reads and that CloudWatch charges for. */
export interface TemplateAlarm {
  readonly name: string;
  readonly severity: string;
  readonly metrics: number;
}

export const alarmsOf = (stack: Deployed): TemplateAlarm[] =>
  resourcesOf(stack, 'AWS::CloudWatch::Alarm').map(({ Properties }) => {
    const expressions = (Properties['Metrics'] ?? []) as { MetricStat?: unknown }[];
    return {
      name: String(Properties['AlarmName']).replace(`password-reset-${stack.settings.stage}-`, ''),
      severity: /^Severity: (\w+)/.exec(String(Properties['AlarmDescription']))?.[1] ?? 'none',
      metrics: Math.max(1, expressions.filter(({ MetricStat }) => MetricStat !== undefined).length),
    };
  });

/** A line of a month's bill. A line that is a bill of its own has no price. */
export type MonthLine = Omit<Line, 'price'> & { readonly price?: PriceName };

/**
 * The bill of a month without a reset: the resources of the template, and scheduled runs. Reads of secrets and uses
 * of the key are those of one warm instance of each function of a reset all month.
 */
export function monthOf(stack: Deployed, { metrics, secretReads, tableUsers, redelivery }: FixedParts): MonthLine[] {
  const { settings } = stack;
  const line = (service: string, price: PriceName, quantity: number): Line => ({
    service,
    price,
    quantity,
    dollars: costOf(price, quantity),
  });
  const alarmMetrics = alarmsOf(stack).map(({ metrics: read }) => read);
  const acls = resourcesOf(stack, 'AWS::WAFv2::WebACL');
  const rules = acls.map(({ Properties }) => (Properties['Rules'] as unknown[]).length);
  const refreshes = MINUTES_A_MONTH / CACHE_MINUTES;
  const total = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);
  const lines = [
    line('CloudWatch', 'alarmMetric', total(alarmMetrics)),
    line('CloudWatch', 'metric', metrics),
    line('CloudWatch', 'dashboard', resourcesOf(stack, 'AWS::CloudWatch::Dashboard').length),
    line('WAF', 'webAcl', acls.length),
    line('WAF', 'wafRule', total(rules)),
    line('Secrets Manager', 'secret', resourcesOf(stack, 'AWS::SecretsManager::Secret').length),
    line('Secrets Manager', 'secretRead', secretReads * refreshes),
    line('KMS', 'key', resourcesOf(stack, 'AWS::KMS::Key').length),
    ...(settings.customerManagedKey ? [line('KMS', 'keyUse', (tableUsers + secretReads) * refreshes)] : []),
    ...(settings.auditArchive === 'off' ? [] : [line('Audit archive', 'objectPut', refreshes + MINUTES_A_MONTH / 60)]),
  ];
  const { readUnits, ...use } = redelivery;
  const once = totalOf(billOf({ ...NOTHING, functions: [use], readUnits }, stageOf(stack), 'mailALaCarte'));
  const service = 'Redelivery, every minute';
  const redelivered = { service, quantity: MINUTES_A_MONTH, dollars: once * MINUTES_A_MONTH };
  return [...lines, redelivered].filter(({ dollars }) => dollars > 0);
}
