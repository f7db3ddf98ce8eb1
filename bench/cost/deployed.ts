import { readFileSync, rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BY_SET } from '../../cli/deploy/options.ts';
import { PasswordResetStack } from '../../lib/password-reset-stack.ts';
import { settingsFromContext } from '../../lib/settings/stages/index.ts';
import { type Deployed, STAGE } from './fixed.ts';

/** The template of a stage without its bundles. */
export function deployed(stage = STAGE, overrides: Record<string, unknown> = {}): Deployed {
  const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
    context: Record<string, unknown>;
  };
  const app = new App({
    builtinCloudFormationValidation: false,
    treeMetadata: false,
    context: { ...context, 'aws:cdk:bundling-stacks': [], stage, ...overrides },
  });
  const settings = settingsFromContext((key) => app.node.tryGetContext(key), BY_SET);
  const template = Template.fromStack(new PasswordResetStack(app, `PasswordReset-${stage}`, { settings }));
  rmSync(app.outdir, { recursive: true, force: true });
  return { settings, template };
}
