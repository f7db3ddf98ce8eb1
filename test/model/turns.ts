import { AsyncLocalStorage } from 'node:async_hooks';

interface Waiting {
  /** Which of the calls that run at the same time. */
  readonly call: number;
  readonly goOn: () => void;
}

/**
 * Lets calls that run at the same time take turns in a given order, at every call of a port. The order is data, so an
 * interleaving that breaks something can be written down and replayed.
 */
export class Turns {
  readonly #call = new AsyncLocalStorage<number>();
  #waiting: Waiting[] | undefined;

  /** Waits for its turn; outside {@link Turns.interleave} it is always its turn. */
  async take(): Promise<void> {
    const waiting = this.#waiting;
    const call = this.#call.getStore() ?? 0;
    if (waiting !== undefined) await new Promise<void>((goOn) => waiting.push({ call, goOn }));
  }

  /**
   * Runs the calls at the same time. Each number of `order` says which call goes on, modulo how many there are; where that one
   * does not wait, and after the end of `order`, the longest waiting does.
   */
  async interleave(calls: readonly (() => Promise<unknown>)[], order: readonly number[]): Promise<void> {
    const waiting: Waiting[] = [];
    this.#waiting = waiting;
    const all = Promise.all(calls.map((call, number) => this.#call.run(number, call)));
    for (let turn = 0; await anyoneWaits(waiting); turn++) {
      const wanted = waiting.findIndex(({ call }) => call === (order[turn] ?? 0) % calls.length);
      const [next] = waiting.splice(turn < order.length ? Math.max(0, wanted) : 0, 1);
      next?.goOn();
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
