import * as z from 'zod';
import { directory } from './groups/directory.ts';
import { hosts } from './groups/hosts.ts';
import { operation } from './groups/operation.ts';
import { presentation } from './groups/presentation.ts';
import { security } from './groups/security.ts';

/**
 * Everything that differs between stages. The groups describe each setting. The result is flat, so that any setting
 * can be overridden on the command line (`npx cdk deploy -c stage=dev -c otpDigits=6`). Rules between settings are in
 * rules.ts.
 */
export const settingsSchema = z.strictObject({
  /**
   * Name of the stage: 2 to 20 lower-case letters, digits and hyphens. It names the stack, its tables and its
   * metrics.
   */
  stage: z.string().regex(/^[a-z][a-z0-9-]{1,19}$/, 'must be 2 to 20 lower-case letters, digits and hyphens'),
  ...presentation,
  ...hosts,
  ...security,
  ...directory,
  ...operation,
});

export type Settings = z.output<typeof settingsSchema>;

type Shape = typeof settingsSchema.shape;

/** Value of a setting in a file. The command line gives text for any of them. */
type Given<Name extends keyof Shape> =
  unknown extends z.input<Shape[Name]> ? z.output<Shape[Name]> : z.input<Shape[Name]>;

/** Settings without a default. */
type Needed = 'stage' | 'productName' | 'senderAddress';

/** Every setting, mapped from the schema one by one, so that editors show its description. */
type AnySetting = { readonly [Name in keyof Shape]?: Given<Name> };

/** Settings as a stage's file writes them: only those that differ from the defaults. */
export type StageSettings = AnySetting & { readonly [Name in Needed]: Given<Name> };
