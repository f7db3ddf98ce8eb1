import type { Template } from 'aws-cdk-lib/assertions';
import type { FunctionName } from '../../functions/operations/index.ts';
import type * as Native from './native.ts';

declare global {
  /** CDK outside of Jest's module system: environment.mjs. */
  var native: typeof Native;
}

export const { Match } = native;

export interface Resource<Properties> {
  readonly Type: string;
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** The template of a stage, under the flags of `cdk.json` and without building functions and pages. */
export const synthesized = (stage: string, overrides: Native.Overrides = {}): Template =>
  native.templateOf(JSON.parse(native.synthesize(stage, overrides).template) as Record<string, unknown>);

/** The `config.json` that the stack of a stage puts beside its pages. */
export const pagesConfigOf = (stage: string, overrides: Native.Overrides): Record<string, unknown> =>
  JSON.parse(native.synthesize(stage, overrides).pagesConfig) as Record<string, unknown>;

export const listed = <Entry>(value: Entry | Entry[]): Entry[] => (Array.isArray(value) ? value : [value]);

export function resources<Properties>(template: Template, type: string): [string, Resource<Properties>][] {
  return Object.entries(template.findResources(type)) as [string, Resource<Properties>][];
}

export function only<Entry>(entries: readonly Entry[]): Entry {
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1) throw new Error(`expected one, found ${entries.length}`);
  return entry;
}

interface FunctionProperties {
  readonly FunctionName?: string;
  readonly Role: { 'Fn::GetAtt': [string, 'Arn'] };
  readonly Environment: { Variables: Record<string, unknown> };
  readonly LoggingConfig: { LogGroup: { Ref: string } };
  readonly [other: string]: unknown;
}

/** Our functions by name; CDK's own functions for the deployment have no name. */
export function functionsOf(template: Template, stage: string): Map<FunctionName, FunctionProperties> {
  const prefix = `password-reset-${stage}-`;
  return new Map(
    resources<FunctionProperties>(template, 'AWS::Lambda::Function').flatMap(([, { Properties }]) =>
      Properties.FunctionName?.startsWith(prefix) === true
        ? [[Properties.FunctionName.slice(prefix.length) as FunctionName, Properties] as const]
        : [],
    ),
  );
}

export interface PolicyProperties {
  readonly Roles: { Ref: string }[];
  readonly PolicyDocument: { Statement: Statement[] };
}

/** Every statement of a function's role. */
export function statementsOf(template: Template, stage: string, name: FunctionName): Statement[] {
  const role = functionsOf(template, stage).get(name)?.Role['Fn::GetAtt'][0];
  return resources<PolicyProperties>(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }) => Ref === role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}
