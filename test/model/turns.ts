/**
 * Lets calls that run at the same time take turns in a given order, at every call of a port. The order is data, so an
 * interleaving that breaks something can be written down and replayed.
 */
export class Turns {
  #waiting: (() => void)[] | undefined;

  /** Waits for its turn; outside {@link Turns.interleave} it is always its turn. */
  async take(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting !== undefined) await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** Runs the calls at the same time. Each number of `order` chooses who goes on; after its end the longest waiting does. */
  async interleave(calls: readonly (() => Promise<unknown>)[], order: readonly number[]): Promise<void> {
    const waiting: (() => void)[] = [];
    this.#waiting = waiting;
    const all = Promise.all(calls.map((call) => call()));
    for (let turn = 0; await anyoneWaits(waiting); turn++) {
      const [next] = waiting.splice((order[turn] ?? 0) % waiting.length, 1);
      next?.();
    }
    this.#waiting = undefined;
    await all;
  }
}

/** The fakes resolve at once, so after one round of the event loop everyone waits for a turn or has ended. */
async function anyoneWaits(waiting: readonly unknown[]): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  return waiting.length > 0;
}

/** A port each of whose calls waits for its turn, before it does anything and again before its answer arrives. */
export function inTurns<Port extends object>(port: Port, turns: Turns): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        await turns.take();
        const answer: unknown = await member.apply(target, args);
        await turns.take();
        return answer;
      };
    },
  });
}
