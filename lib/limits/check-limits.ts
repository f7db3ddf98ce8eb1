import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SettingsError } from '../settings/check.ts';
import type { Settings } from '../settings/schema.ts';
import { type CheckedTemplate, overLimits } from './template.ts';

/** The CDK makes a template by a method that it does not publish. Nothing published shows one before it is written. */
interface Templated {
  readonly _toCloudFormation: () => unknown;
}

/**
 * Makes synth check the stack of a construct against the limits of AWS, whatever else is in it.
 *
 * @throws {@link SettingsError} at synth, with every limit that is exceeded
 */
export function checkLimits(scope: Construct, { stage }: Settings): void {
  const stack = Stack.of(scope);
  scope.node.addValidation({
    validate() {
      const template = stack.resolve((stack as unknown as Templated)._toCloudFormation()) as CheckedTemplate;
      const over = overLimits(template);
      if (over.length === 0) return [];
      throw new SettingsError(
        `The stage "${stage}" does not fit into limits of AWS:\n${over.map((line) => `  ${line}`).join('\n')}`,
      );
    },
  });
}
