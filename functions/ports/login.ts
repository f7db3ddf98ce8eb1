import type { LoginAttempts, LoginProof } from '../domain/login-delay.ts';
import type { DeviceToken, Password } from '../domain/secret.ts';

/** Attempts to log in, by account or device: read, then replaced if unchanged. */
export interface LoginAttemptStore {
  read(owner: string): Promise<{ readonly attempts: LoginAttempts; readonly version: number } | undefined>;
  /** Returns false if another write came in between. */
  replace(owner: string, attempts: LoginAttempts, readVersion: number | undefined): Promise<boolean>;
}

/** Attempt to log in, before the password is compared. */
export interface LoginToAdmit {
  /** Name under which attempts are counted: the same for all that the directory takes for one user ID. */
  readonly name: string;
  readonly proof: LoginProof;
  /** Whether the token is of a device that logged in to this account with the present password. */
  knows(deviceToken: DeviceToken): boolean;
}

/** Decision about an attempt. `again`: the account is read again, because parallel attempts were not over. */
export type Admission = 'by-account' | 'by-device' | 'refused' | 'again';

/** Proven identity of a user. */
export interface Credentials {
  /** As the directory has it, however it was typed. */
  readonly userId: string;
  readonly sessionGeneration: number;
  readonly deviceToken: DeviceToken;
}

/** Login, which only the built-in directory offers. */
export interface CredentialCheck {
  /**
   * Returns undefined if the user ID or the password is wrong, the account is not active, or the attempt was refused.
   * Without a refusal it takes the same time in each case, whatever hash is stored.
   *
   * @param admit counts the attempt; the password is compared only after it
   */
  authenticate(
    userId: string,
    password: Password,
    admit: (login: LoginToAdmit) => Promise<Admission>,
  ): Promise<Credentials | undefined>;
  /** Generation that sessions of the account must have; undefined if the account is not active. */
  sessionGeneration(userId: string): Promise<number | undefined>;
}

/** Session of a user. */
export interface Session {
  readonly userId: string;
  /** Increases when all sessions of an account are ended; no clocks are compared. */
  readonly generation: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Sessions by the digests of their tokens. */
export interface SessionStore {
  open(tokenDigest: string, session: Session): Promise<void>;
  find(tokenDigest: string): Promise<Session | undefined>;
  /** Returns false if there was no such session. */
  close(tokenDigest: string): Promise<boolean>;
}
