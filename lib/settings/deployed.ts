import * as z from 'zod';
import { DIRECTORIES } from '../../functions/operations/fields.ts';
import type { Settings } from './schema.ts';

/** Settings that the commands of operations go by. None is secret. */
const schema = z.object({
  directory: z.enum(DIRECTORIES),
  userIdCase: z.enum(['exact', 'fold']),
  passwordHash: z.enum(['argon2id', 'scrypt']),
  importedHashes: z.array(z.string()),
  otpDigits: z.number(),
  otpLifetimeSeconds: z.number(),
  resendCooldownSeconds: z.number(),
  passwordMinLength: z.number(),
  attemptsPerCode: z.number(),
  codesPerHour: z.number(),
  codesPerDay: z.number(),
  guessesSinceSuccess: z.number(),
  startsPerSourcePerHour: z.number(),
  loginsPerSourcePerHour: z.number(),
  mailsPerAddressPerHour: z.number(),
  recordRetentionDays: z.number(),
  networkAllowances: z.array(z.string()),
  /** Origin of the hosted pages. */
  siteUrl: z.string(),
  /** URL of the API. Absent in the record of an older version. */
  apiUrl: z.string().optional(),
});

/** Settings of a deployment, as it recorded them. Those of a checkout may differ. */
export type DeployedSettings = z.output<typeof schema>;

/** Addresses of a deployment, which only the stack may know. */
type Addresses = Required<Pick<DeployedSettings, 'siteUrl' | 'apiUrl'>>;

export const deployedSettings = (settings: Settings, addresses: Addresses): DeployedSettings =>
  schema.parse({ ...settings, userIdCase: settings.userIdCase ?? 'exact', ...addresses });

/** Reads the settings that a deployment recorded; undefined if it was of a version that records others. */
export function readDeployedSettings(text: string): DeployedSettings | undefined {
  return schema.safeParse(JSON.parse(text)).data;
}
