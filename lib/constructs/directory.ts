import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Right } from '../../functions/runtime/capability.ts';
import type { DirectorySecret } from '../password-reset-props.ts';
import type { Settings } from '../settings/schema.ts';
import type { Access } from './access.ts';
import type { Encryption } from './encryption.ts';
import type { Network } from './password-reset-function.ts';
import type { ResetTable } from './reset-table.ts';

/** Ways in which functions use a directory. */
export type DirectoryUse = Extract<Right, { on: 'directory' }>['use'];

/** Uses of the built-in directory's tables by its login. */
export type LoginRight = Extract<Right, { on: 'users' | 'sessions' }>;

/** The interface of every directory to the stack. */
export interface Directory {
  /**
   * Access for each use: `lookup` finds accounts; `change` sets a password and finds out how an interrupted change
   * ended; beside `lookup`, `settle` is what settling an interrupted change needs, and `refuse` what refusing a
   * reported password needs.
   */
  readonly allow: { readonly [Use in DirectoryUse]: () => Access<Record<string, string>> };
  /** @throws for a directory that has its own login */
  allowLogin(right: LoginRight): Access<Record<string, string>>;
  /** Secret of this stack that the directory and its functions share. Absent where there is none. */
  readonly secret?: DirectorySecret;
  /** Tables of this stack that hold accounts. */
  readonly tables: readonly Table[];
  /** Private network that the directory is reached from; absent where any network reaches it. */
  readonly network?: Network;
}

export interface DirectoryProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  /** For a directory that notes in it what it changes. */
  readonly resets: ResetTable;
}

/** For directories that have a login of their own. */
export const noLogin = (): never => {
  throw new Error('The login belongs to the built-in directory');
};
