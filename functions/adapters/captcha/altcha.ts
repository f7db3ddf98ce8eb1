import { judgeSolution } from '../../domain/proof-of-work.ts';
import type { Clock } from '../../ports.ts';
import type { Provider, ProviderAnswer, Question } from './provider.ts';

/**
 * Proof of work in place of a provider: no call leaves the stack, so there is no outage. A challenge names its own end,
 * so its age is judged by that.
 */
export class Altcha implements Provider {
  readonly tokens: Provider['tokens'];
  readonly #clock: Clock;

  /** @param lifetime maximum seconds from a challenge to the use of its token */
  constructor(clock: Clock, lifetime: number) {
    this.#clock = clock;
    this.tokens = { actionBound: true, scored: false, timed: false, tokenLifetime: lifetime };
  }

  async ask({ token, secret }: Question): Promise<ProviderAnswer> {
    const judged = judgeSolution(secret, token.reveal(), this.#clock.now());
    if (judged.kind === 'wrong') return { kind: 'verdict', verdict: { valid: false, errors: [judged.reason] } };
    return { kind: 'verdict', verdict: { valid: true, errors: [], ...judged.binding }, once: judged.id };
  }
}
