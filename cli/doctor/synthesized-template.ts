import { readFileSync, rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import type { CheckedTemplate } from '../../lib/limits/template.ts';
import { PasswordResetStack } from '../../lib/password-reset-stack.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { stackNameOf } from '../../lib/stage-names.ts';

/** Returns the template of a stage, as `cdk synth` makes it, without building functions and pages. */
export function synthesizedTemplate(settings: Settings): CheckedTemplate {
  const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
    readonly context: Record<string, unknown>;
  };
  const app = new App({
    treeMetadata: false,
    builtinCloudFormationValidation: false,
    context: { ...context, 'aws:cdk:bundling-stacks': [] },
  });
  try {
    const stack = new PasswordResetStack(app, stackNameOf(settings.stage), { settings });
    return app.synth().getStackByName(stack.stackName).template as CheckedTemplate;
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}
