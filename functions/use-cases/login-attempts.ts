import { countAttempt, type LoginProof } from '../domain/login-delay.ts';
import { epochSeconds } from '../domain/moment.ts';
import type { DeviceToken } from '../domain/secret.ts';
import type { Admission, Clock, LoginAttemptStore, LoginToAdmit } from '../ports.ts';

export interface LoginAttemptPorts {
  readonly clock: Clock;
  readonly loginAttempts: LoginAttemptStore;
  /** Waits for milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

type Counted = { readonly kind: 'counted' } | Delayed;

interface Delayed {
  readonly kind: 'delayed';
  readonly retryAfterSeconds: number;
  /** True if an attempt may still be going on, and may turn out to be right. */
  readonly undecided: boolean;
}

/** Maximum number of tries to count an attempt among parallel ones. */
const TRIES = 25;

/** Maximum number of looks at an account while parallel attempts may still turn out to be right. */
const LOOKS = 16;

/** Seconds after which an attempt is known to have failed. A comparison takes less. */
const LOGIN_TIME = 2;

/** Milliseconds, at random so that parallel attempts part. */
const shortPause = (longest: number): number => longest * (0.2 + 0.8 * Math.random());

/**
 * Counts one login before its password is compared (R7): against the device if it is known, otherwise against the
 * account. A known device is not delayed by what others do to the account.
 */
export class LoginAdmission {
  readonly #ports: LoginAttemptPorts;
  readonly #deviceToken: DeviceToken | undefined;
  #looks = 0;
  #delayed: Delayed | undefined;

  constructor(ports: LoginAttemptPorts, deviceToken: DeviceToken | undefined) {
    this.#ports = ports;
    this.#deviceToken = deviceToken;
  }

  /** Seconds until the next attempt may be compared; undefined if this one was. */
  get retryAfterSeconds(): number | undefined {
    return this.#delayed?.retryAfterSeconds;
  }

  readonly admit = async (login: LoginToAdmit): Promise<Admission> => {
    const { proof } = login;
    const token = this.#deviceToken;
    if (token !== undefined && login.knows(token)) {
      // A device whose own failures delay it is like any other.
      const device = await this.#count(`device ${token.reveal()}`, { ...proof, logins: 0 });
      if (device.kind === 'counted') return 'by-device';
    }
    const account = await this.#count(`account ${login.name}`, proof);
    if (account.kind === 'counted') return 'by-account';
    if (account.undecided && ++this.#looks < LOOKS) {
      await this.#ports.pause(shortPause(500));
      return 'again';
    }
    this.#delayed = account;
    return 'refused';
  };

  async #count(owner: string, proof: LoginProof): Promise<Counted> {
    const { clock, loginAttempts, pause } = this.#ports;
    for (let tries = 0; tries < TRIES; tries++) {
      const now = epochSeconds(clock.now());
      const stored = await loginAttempts.read(owner);
      const decision = countAttempt(stored?.attempts, now, proof);
      if (decision.kind === 'delayed') {
        return { ...decision, undecided: now - (stored?.attempts.at ?? 0) < LOGIN_TIME };
      }
      if (await loginAttempts.replace(owner, decision.attempts, stored?.version)) return { kind: 'counted' };
      await pause(shortPause(10 * (tries + 1)));
    }
    return { kind: 'delayed', retryAfterSeconds: 1, undecided: false };
  }
}
