import { type Challenge, makeChallenge } from '../domain/proof-of-work.ts';
import type { Clock } from '../ports.ts';
import type { Caller } from './source-limit.ts';

export interface CreateChallengePorts {
  readonly clock: Clock;
  /** Reads the secret that signs challenges. */
  readonly challengeSecret: () => Promise<string>;
}

export interface CreateChallengeRules {
  /** Seconds for which a solved challenge opens its step. */
  readonly challengeLifetime: number;
  readonly challengeTries: number;
}

/** Makes a proof of work for one step. It is stored nowhere: its signature proves where it comes from. */
export async function createChallenge(
  { clock, challengeSecret }: CreateChallengePorts,
  { challengeLifetime, challengeTries }: CreateChallengeRules,
  { action }: { readonly action: string },
  { page = '' }: Pick<Caller, 'page'>,
): Promise<Challenge> {
  const expiresAt = new Date(clock.now().getTime() + challengeLifetime * 1000);
  return makeChallenge(await challengeSecret(), {
    action,
    hostname: page,
    maximumTries: challengeTries,
    expiresAt,
  });
}
