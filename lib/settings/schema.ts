import * as z from 'zod';
import { directory } from './groups/directory.ts';
import { hosts } from './groups/hosts.ts';
import { operation } from './groups/operation.ts';
import { presentation } from './groups/presentation.ts';
import { security } from './groups/security.ts';
import type { StageSettings } from './stage-settings.ts';

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

type Frozen<Value> = Value extends readonly (infer Entry)[]
  ? readonly Entry[]
  : Value extends Record<string, string>
    ? Readonly<Value>
    : Value;

type Same<A, B> = [A, B] extends [B, A] ? true : false;

type Assert<Fact extends true> = Fact;

/** Does not compile where the interface, which is made from the schema, differs from it. */
export type InterfaceOfSchema = Assert<
  Same<Required<StageSettings>, { readonly [Name in keyof Shape]: Frozen<NonNullable<Given<Name>>> }>
>;
