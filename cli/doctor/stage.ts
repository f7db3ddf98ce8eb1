import type { CheckedTemplate } from '../../lib/limits/template.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import type { Account, Stack } from './account.ts';
import type { Finding } from './finding.ts';

/** A stage and the account that it is to be deployed into, as the checks see them. */
export interface Stage {
  readonly settings: Settings;
  /** The synthesized template of its stack. */
  readonly template: CheckedTemplate;
  readonly account: Account;
  /** ID of the account, 12 digits. */
  readonly accountId: string;
  readonly region: string;
  /** Partition of the region, such as `aws`. */
  readonly partition: string;
  /** Absent before the first deployment, and after one that failed. */
  readonly stack: Stack | undefined;
  readonly now: Date;
}

/** Looks at one part of an account. What it throws becomes a warning. */
export type Check = (stage: Stage) => Promise<readonly Finding[]>;
