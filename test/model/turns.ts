import { AsyncLocalStorage } from 'node:async_hooks';

interface Waiting {
  /** Index of the call among those in parallel. */
  readonly call: number;
  readonly goOn: () => void;
}

/**
 * Lets parallel calls take turns in a given order, at each call of a port. The order is data, so an interleaving that
 * breaks something can be recorded and replayed.
 */
export class Turns {
  readonly #call = new AsyncLocalStorage<number>();
  #waiting: Waiting[] | undefined;

  /** Waits for a turn. Outside of {@link Turns.interleave} it returns at once. */
  async take(): Promise<void> {
    const waiting = this.#waiting;
    const call = this.#call.getStore() ?? 0;
    if (waiting !== undefined) await new Promise<void>((goOn) => waiting.push({ call, goOn }));
  }

  /**
   * Runs the calls in parallel. Each number of `order` is the index of the call that continues, modulo their number.
   * If that call is not waiting, and after the end of `order`, the call that has waited longest continues.
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

/** The fakes resolve at once, so after one round of the event loop all calls wait for a turn or have ended. */
async function anyoneWaits(waiting: readonly unknown[]): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  return waiting.length > 0;
}

/** Port whose calls wait for a turn before they act, and again before their answer arrives. */
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
