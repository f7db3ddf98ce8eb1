import type { Password } from '../../functions/domain/secret.ts';
import type { BreachedPasswords, BreachOutcome } from '../../functions/ports.ts';

export class InMemoryBreachedPasswords implements BreachedPasswords {
  readonly listed = new Set<string>();
  available = true;

  async lookUp(password: Password): Promise<BreachOutcome> {
    if (!this.available) return { kind: 'unavailable', reason: 'TimeoutError' };
    return { kind: this.listed.has(password.reveal()) ? 'listed' : 'not-listed' };
  }
}
