import { environmentSize, longestOf, MAXIMUM_ENVIRONMENT } from './environment.ts';

/** Limits of AWS that the settings of a stage could reach. None of them can be raised, but that of trust policies. */
export const LIMITS = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
  resources: 500,
  outputs: 200,
  /** Bytes. */
  template: 1_048_576,
  /** Characters without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  inlinePolicies: 10_240,
  trustPolicy: 2048,
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
  widgets: 500,
  metricsOfWidget: 500,
  metricsOfDashboard: 2500,
} as const;

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface CheckedTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** Settings behind the variables that can become long. */
const SETTING_OF: Readonly<Record<string, string>> = {
  ALLOWED_ORIGINS: 'allowedOrigins; with siteUrl set they travel in the bundle',
  CAPTCHA_HOSTNAMES: 'allowedOrigins; with siteUrl set they travel in the bundle',
  BRAND: 'textsFile',
  LDAP_CERTIFICATE_AUTHORITY: 'ldapCertificateAuthority',
  NETWORK_ALLOWANCES: 'networkAllowances',
};

/** Returns a message, with the fix, for each limit of AWS that the template of a stack exceeds. */
export function overLimits(template: CheckedTemplate): string[] {
  const resources = Object.entries(template.Resources);
  const bytes = Buffer.byteLength(JSON.stringify(template, undefined, 1));
  return [
    ...over('the stack', 'resources', resources.length, LIMITS.resources, 'CloudFormation', SMALLER),
    ...over(
      'the stack',
      'outputs',
      Object.keys(template.Outputs ?? {}).length,
      LIMITS.outputs,
      'CloudFormation',
      'remove some',
    ),
    ...over('the template', 'bytes', bytes, LIMITS.template, 'CloudFormation', SMALLER),
    ...resources.flatMap(([id, resource]) => overIn(id, resource, resources)),
  ];
}

function overIn(id: string, { Type, Properties = {} }: Resource, all: readonly [string, Resource][]): string[] {
  switch (Type) {
    case 'AWS::Lambda::Function':
      return wrongEnvironment(id, Properties);
    case 'AWS::IAM::Role':
      return wrongRole(id, Properties, all);
    case 'AWS::CloudWatch::Dashboard':
      return wrongDashboard(id, Properties);
    default:
      return [];
  }
}

const over = (what: string, unit: string, count: number, limit: number, service: string, fix: string): string[] =>
  count <= limit ? [] : [`${what}: has ${count} ${unit}; the maximum of ${service} is ${limit}. Fix: ${fix}`];

const SMALLER = 'give PasswordReset a stack of its own, or leave a part out (profile, alarms, auditArchive, waf)';

/** Number of variables that a message names. */
const NAMED = 3;

function wrongEnvironment(id: string, properties: Readonly<Record<string, unknown>>): string[] {
  const { FunctionName: name = id, Environment } = properties as {
    FunctionName?: unknown;
    Environment?: { Variables?: Record<string, unknown> };
  };
  const variables = Object.entries(Environment?.Variables ?? {});
  const largest = variables
    .map(([variable, value]) => ({ variable, bytes: Buffer.byteLength(longestOf(value)) }))
    .toSorted((one, other) => other.bytes - one.bytes)
    .slice(0, NAMED);
  const list = largest.map(({ variable, bytes }) => {
    const setting = SETTING_OF[variable];
    return `${variable} (${bytes} bytes${setting === undefined ? '' : `, setting ${setting}`})`;
  });
  return over(
    `the function ${longestOf(name)}`,
    'bytes of variables',
    environmentSize(Object.fromEntries(variables)),
    MAXIMUM_ENVIRONMENT,
    'Lambda',
    `shorten the largest: ${list.join(', ')}`,
  );
}

function wrongRole(
  id: string,
  properties: Readonly<Record<string, unknown>>,
  all: readonly [string, Resource][],
): string[] {
  const { AssumeRolePolicyDocument: trust, Policies = [] } = properties as {
    AssumeRolePolicyDocument?: unknown;
    Policies?: readonly { PolicyDocument: unknown }[];
  };
  const attached = all
    .filter(([, { Type, Properties }]) => Type === 'AWS::IAM::Policy' && isOf(id, Properties?.['Roles']))
    .map(([, { Properties }]) => Properties?.['PolicyDocument']);
  const inline = [...Policies.map(({ PolicyDocument }) => PolicyDocument), ...attached];
  const characters = inline.map(policySize).reduce((sum, size) => sum + size, 0);
  return [
    ...over(
      `the role ${id}`,
      'characters of inline policies',
      characters,
      LIMITS.inlinePolicies,
      'IAM',
      'grant it less',
    ),
    ...over(
      `the role ${id}`,
      'characters of trust policy',
      policySize(trust),
      LIMITS.trustPolicy,
      'IAM',
      'let fewer assume it',
    ),
  ];
}

const isOf = (id: string, roles: unknown): boolean =>
  Array.isArray(roles) && roles.some((role) => (role as { Ref?: string }).Ref === id);

/** Returns the maximum number of characters, white space not counted, that a policy can have once it is deployed. */
const policySize = (document: unknown): number =>
  JSON.stringify(withLongest(document ?? {})).replaceAll(/\s/g, '').length;

function withLongest(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLongest);
  if (typeof value !== 'object' || value === null) return value;
  const [key = '', ...others] = Object.keys(value);
  if (others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) return longestOf(value);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withLongest(one)]));
}

const SPLIT = 'make two of it; where it is the one of PasswordReset, set dashboard to false';

interface Widget {
  readonly properties?: { readonly metrics?: readonly unknown[] };
}

function wrongDashboard(id: string, { DashboardBody }: Readonly<Record<string, unknown>>): string[] {
  const { widgets = [] } = JSON.parse(longestOf(DashboardBody)) as { widgets?: readonly Widget[] };
  const metrics = widgets.map(({ properties }) => properties?.metrics?.length ?? 0);
  const dashboard = `the dashboard ${id}`;
  return [
    ...over(dashboard, 'widgets', widgets.length, LIMITS.widgets, 'CloudWatch', SPLIT),
    ...over(dashboard, 'metrics in one widget', Math.max(0, ...metrics), LIMITS.metricsOfWidget, 'CloudWatch', SPLIT),
    ...over(
      dashboard,
      'metrics',
      metrics.reduce((sum, count) => sum + count, 0),
      LIMITS.metricsOfDashboard,
      'CloudWatch',
      SPLIT,
    ),
  ];
}
