import { type Password, Secret } from '../../functions/domain/secret.ts';
import type { Account } from '../../functions/domain/account.ts';
import type { PasswordChange, UserDirectory } from '../../functions/ports.ts';

/** Fault of the next calls to the directory, until it is set to `none`. */
export type DirectoryFault =
  | 'none'
  /** Connections are refused or cut. */
  | 'down'
  /** No answer arrives. */
  | 'slow'
  /** Answers are not in the directory's protocol. */
  | 'garbage'
  /** The call that sets a password does not arrive. */
  | 'cut-before-change'
  /** The password is set, but the answer is lost. */
  | 'cut-after-change';

/** Abilities that some directories lack. A kit names each missing one with the reason, and the report shows it. */
export type Ability =
  | 'several-addresses'
  | 'shared-addresses'
  | 'unverified'
  | 'federated'
  | 'password-policy'
  | 'password-history'
  | 'second-factor'
  | 'sessions'
  | 'marks'
  | 'status-versions'
  | 'internationalized-addresses'
  | 'refuse-password'
  | 'slow'
  | 'garbage';

/** Account as a kit adds it. The directory marks it. */
export type NewAccount = Omit<Account, 'mark'>;

/** Directory with the means to observe it from outside. Each case gets its own kit. */
export interface DirectoryKit {
  readonly directory: UserDirectory;
  readonly cannot: Readonly<Partial<Record<Ability, string>>>;
  /** `exact`: `Anna` and `anna` are two user IDs. */
  readonly userIds: 'exact' | 'any-case';
  /**
   * Milliseconds within which a call to a directory that does not answer fails. A function has ten seconds for two
   * calls.
   */
  readonly patience: number;
  /** Adds an account with a password; `secondFactor`: its login requires one. */
  add(account: NewAccount, password: string, options?: { secondFactor?: boolean }): Promise<void>;
  /** Whether the account accepts the password; with a second factor, whether it is the next thing asked for. */
  accepts(userId: string, password: string): Promise<boolean>;
  /** Logs in and returns a function that reports whether that session is still valid. */
  openSession(userId: string, password: string): Promise<() => Promise<boolean>>;
  /** Changes an account past the service, as an administrator does. */
  replace(userId: string, change: { password: string } | { status: 'active' | 'disabled' }): Promise<void>;
  /** Waits until a change has another mark than the last one, where marks are times. */
  tick?(): Promise<void>;
  /** Addresses that are blank and yet accepted by the directory; by default the empty one and one of spaces. */
  readonly blankAddresses?: readonly string[];
  /** Whether a login requires a second factor. */
  asksSecondFactor?(userId: string): Promise<boolean>;
  /** Password of 15 or more characters that the directory's own policy refuses. */
  readonly refusedPassword?: string;
  fault(fault: DirectoryFault): Promise<void>;
  stop(): Promise<void>;
}

export interface DirectoryCase {
  readonly name: string;
  /** The case runs only if the kit has this ability. */
  readonly needs?: Ability;
  run(kit: DirectoryKit): Promise<void>;
}

export const OLD = 'Correct horse battery staple 1!';
export const NEW = 'A brand new password, no. 2!';
export const OTHER = 'Another one, which is no. 3!';

export const ANNA: NewAccount = { userId: 'anna', addresses: ['Anna@example.com'], status: 'active' };

const secret = (password: string): Password => new Secret<'password'>(password);
/** Asks for a change; `accepts`: by default of any account. */
export const change = (
  kit: DirectoryKit,
  account: string,
  changeId: string,
  password = NEW,
  accepts: PasswordChange['accepts'] = () => true,
) => kit.directory.setPassword({ account, password: secret(password), changeId, accepts });
export const idsAt = async (kit: DirectoryKit, address: string) =>
  (await kit.directory.findByAddress(address)).map(({ userId }) => userId).toSorted();
export const changed = { kind: 'changed' } as const;

export async function withAnna(kit: DirectoryKit): Promise<void> {
  await kit.add(ANNA, OLD);
}
