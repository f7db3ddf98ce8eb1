import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { DirectoryUse } from '../../lib/constructs/directory.ts';
import { directoryOf } from '../../lib/constructs/directory-of.ts';
import { Encryption } from '../../lib/constructs/encryption.ts';
import { bundled } from '../../lib/constructs/function-code.ts';
import { PagesDeployment } from '../../lib/constructs/pages-deployment.ts';
import { ResetTable } from '../../lib/constructs/reset-table.ts';
import { PasswordResetStack } from '../../lib/password-reset-stack.ts';
import { settingsFromContext } from '../../lib/settings/stages/index.ts';
import type { RuleException } from './rule-exceptions.ts';
import { TEMPLATES } from './share.ts';

/** Everything of the template tests that needs CDK; environment.mjs gives it to them. */

export { warningsOfYours, inAppOfYours } from './app-of-yours.ts';

export type Overrides = Readonly<Record<string, unknown>>;

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
  readonly context: Record<string, unknown>;
};

/** CDK checks templates against CloudFormation's schemas; the tests of `bin/app.ts` and of cfn-lint do that. */
const WITHOUT_CHECKS = { builtinCloudFormationValidation: false, treeMetadata: false };

/** The stack of a stage, under the flags of `cdk.json` and without building functions and pages. */
function stackOf(stage: string, overrides: Overrides): PasswordResetStack {
  const app = new App({
    ...WITHOUT_CHECKS,
    context: { ...context, 'aws:cdk:bundling-stacks': [], stage, ...overrides },
  });
  const settings = settingsFromContext((key) => app.node.tryGetContext(key));
  return new PasswordResetStack(app, `PasswordReset-${stage}`, { settings });
}

interface Synthesized {
  /** The template as JSON text. */
  readonly template: string;
  /** The text of the `config.json` that the stack puts beside its pages. */
  readonly pagesConfig: string;
}

const made = new Map<string, Synthesized>();

/** The template of a stage. One worker of a run makes it, once, and the others read it. */
export function synthesize(stage: string, overrides: Overrides): Synthesized {
  const key = JSON.stringify([stage, overrides]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const file = sharedFile(key);
  const result =
    file !== undefined && existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Synthesized)
      : synthesizeNow(stage, overrides);
  made.set(key, result);
  if (file !== undefined) {
    // In one step, because another worker may be reading.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(result));
    renameSync(`${file}.${process.pid}`, file);
  }
  return result;
}

/** Undefined where a test runs without the folder of its run. */
function sharedFile(key: string): string | undefined {
  const folder = process.env[TEMPLATES];
  return folder && join(folder, createHash('sha256').update(key).digest('hex'));
}

function synthesizeNow(stage: string, overrides: Overrides): Synthesized {
  const stack = stackOf(stage, overrides);
  const template = JSON.stringify(Template.fromStack(stack).toJSON());
  const { outdir } = App.of(stack) as App;
  const result = { template, pagesConfig: pagesConfigIn(outdir) };
  rmSync(outdir, { recursive: true, force: true });
  return result;
}

function pagesConfigIn(outdir: string): string {
  const [file] = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^asset\.[^/]+\/config\.json$/.test(path),
  );
  if (file === undefined) throw new Error('The stack deploys no config.json');
  return readFileSync(join(outdir, file), 'utf8');
}

/** Facts about the stack of a stage that are not in its template. */
export function stackFacts(stage: string, overrides: Overrides) {
  const stack = stackOf(stage, overrides);
  return {
    environment: stack.environment,
    terminationProtection: stack.terminationProtection,
    tags: stack.tags.tagValues(),
    warnings: stack.reset.node.metadata
      .filter(({ type }) => type === 'aws:cdk:warning')
      .map(({ data }) => String(data)),
  };
}

/** What a function gets for a use of the directory of a stage. */
export function directoryAccess(stage: string, overrides: Overrides, use: DirectoryUse) {
  const app = new App({ ...WITHOUT_CHECKS, context: { ...context, stage, ...overrides } });
  const settings = settingsFromContext((key) => app.node.tryGetContext(key));
  const stack = new Stack(app, 'Directory');
  const encryption = new Encryption(stack, 'Encryption', settings);
  const resets = new ResetTable(stack, 'Resets', settings, encryption);
  const { variables, statements } = directoryOf(stack, 'Directory', { settings, encryption, resets }).allow[use]();
  const granted = statements.map(({ actions = [], conditions = {} }) => ({ actions: [...actions], conditions }));
  return { variables: Object.keys(variables), granted };
}

/** A template for assertions. */
export const templateOf = (template: Record<string, unknown>): Template =>
  Template.fromJSON(template, { skipCyclicalDependenciesCheck: true });

export { Match };

/** Undefined where the stage does not have the construct. Those that a stack has once are not below `PasswordReset`. */
function below(stack: PasswordResetStack, path: string): IConstruct | undefined {
  const find = (from: IConstruct) =>
    path.split('/').reduce<IConstruct | undefined>((construct, id) => construct?.node.tryFindChild(id), from);
  return find(stack.reset) ?? find(stack);
}

/** Every broken rule of AwsSolutions and NIST 800-53 R5 beyond the exceptions: `rule at path`, as these name it. */
export function brokenRules(stage: string, overrides: Overrides, exceptions: readonly RuleException[]): string[] {
  const stack = stackOf(stage, overrides);
  for (const { rules, at, reason } of exceptions) {
    for (const path of at) {
      const construct = below(stack, path);
      if (construct !== undefined) Validations.of(construct).acknowledge(...rules.map((id) => ({ id, reason })));
    }
  }
  return [new AwsSolutionsChecks(stack), new NIST80053R5Checks(stack)]
    .flatMap((pack) => pack.validateScope(stack).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(
        ({ constructPath = '' }) =>
          `${ruleName} at ${constructPath.slice(stack.node.path.length + 1).replace(/^Default\//, '')}`,
      ),
    );
}

/** Bundles each entry into `outdir` as the stack does; returns the template of the functions. */
export function bundleFunctions(entries: ReadonlyMap<string, string>, outdir: string): Template {
  const stack = new Stack(new App({ ...WITHOUT_CHECKS, outdir }), 'Bundles');
  for (const [id, entry] of entries) {
    new LambdaFunction(stack, id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: bundled(entry, 'built-in'),
    });
  }
  return Template.fromStack(stack);
}

/** Bundles `who-am-i` with long variables into `outdir` as the stack does; returns the folder of its code. */
export function bundleWith(variables: Readonly<Record<string, string>>, outdir: string): string {
  const app = new App({ ...WITHOUT_CHECKS, outdir });
  const stack = new Stack(app, 'Bundle');
  new LambdaFunction(stack, 'Function', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: bundled('functions/who-am-i.ts', 'built-in', variables),
  });
  app.synth();
  const [folder] = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
  if (folder === undefined) throw new Error('The stack has no asset');
  return join(outdir, folder);
}

/** Builds the pages of the stage `prod` into `outdir` as the stack does. */
export function buildPages(overrides: Overrides, outdir: string): void {
  const given: Overrides = { stage: 'prod', ...overrides };
  const settings = settingsFromContext((key) => given[key]);
  const app = new App({ ...WITHOUT_CHECKS, outdir });
  const stack = new Stack(app, 'Pages');
  const encryption = new Encryption(stack, 'Encryption', settings);
  const bucket = new Bucket(stack, 'Bucket');
  new PagesDeployment(stack, 'Deployment', { settings, encryption, bucket, apiUrl: 'https://api.example.com/v1' });
  app.synth();
}
