import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { FunctionName } from '../../functions/operations/index.ts';
import { PasswordResetStack } from '../../lib/password-reset-stack.ts';
import { settingsFromContext } from '../../lib/settings/stages/index.ts';

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

interface CdkJson {
  readonly context: Record<string, unknown>;
}

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as CdkJson;

/** The stack of a stage, under the flags of `cdk.json` and without building functions and pages. */
export function stackOf(stage: string, overrides: Record<string, unknown> = {}): PasswordResetStack {
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [], stage, ...overrides } });
  const settings = settingsFromContext((key) => app.node.tryGetContext(key));
  return new PasswordResetStack(app, `PasswordReset-${stage}`, { settings });
}

/** The template of a stage, made as {@link stackOf} says. */
export const synthesized = (stage: string, overrides: Record<string, unknown> = {}): Template =>
  Template.fromStack(stackOf(stage, overrides));

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

/** The functions that are ours, by their names; those that CDK brings for the deployment have no name. */
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

/** Every statement of the role that a function has. */
export function statementsOf(template: Template, stage: string, name: FunctionName): Statement[] {
  const role = functionsOf(template, stage).get(name)?.Role['Fn::GetAtt'][0];
  return resources<PolicyProperties>(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }) => Ref === role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}
