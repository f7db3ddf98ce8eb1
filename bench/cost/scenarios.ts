import { setTimeout as sleep } from 'node:timers/promises';
import { type Deployment, expecting } from '../../testkit/deployment/deployment.ts';
import type { WireCall, WireProxy } from '../../testkit/wire/wire-proxy.ts';
import { callsOfJourney, callsOnceQuiet } from '../warm/journey.ts';

export interface Place {
  readonly deployment: Deployment;
  readonly dynamodb: WireProxy;
}

/** Does something once for each index; returns the calls of the tables when all that follows has ended. */
export type Scenario = (place: Place, indexes: readonly number[]) => Promise<WireCall[]>;

/** Starts of one source in an hour in the bench's cloud; journeys begin from another. */
export const STARTS_PER_SOURCE = 15;

/**
 * Seconds for which the audit consumer gathers events in the bench's cloud, in place of the stage's. On AWS users
 * take longer than the stage's window from one step to the next, and what follows from a step comes within it. Both
 * are shorter here, so that the bench need not wait as long as users do; the batches are the same.
 */
export const WINDOW = 2;

/**
 * Longer than the window: the audit consumer gathers the events of no two steps, and no two robots, into one batch.
 */
export const rest = (): Promise<void> => sleep((WINDOW + 0.8) * 1000);

export const completeReset: Scenario = async ({ deployment, dynamodb }, indexes) => {
  const calls: WireCall[] = [];
  for (const index of indexes) {
    calls.push(...(await callsOfJourney(deployment, dynamodb, index, rest)));
  }
  return calls;
};

/** Calls without a browser: no pages, and at the API's own host. */
const starts =
  (start: (deployment: Deployment, index: number) => Promise<unknown>, pause = rest): Scenario =>
  async ({ deployment, dynamodb }, indexes) => {
    dynamodb.calls.length = 0;
    for (const index of indexes) {
      await start(deployment, index);
      await pause();
    }
    return callsOnceQuiet(dynamodb);
  };

const sourceOf = (index: number): string => `127.3.0.${index + 1}`;

const EXHAUSTED = 'user-0001';
const BUSY_SOURCE = '127.4.0.1';

/** Uses up the codes of an account for an hour, and the starts of a source. */
export const prepareAbuse: Scenario = starts(
  async (deployment, index) => {
    await deployment.start(`nobody-${index}`, { from: BUSY_SOURCE });
    if (index < 4) await deployment.start(EXHAUSTED, { from: sourceOf(100 + index) });
  },
  async () => {},
);

export const ABUSE: Readonly<Record<string, Scenario>> = {
  'an unknown user': starts((deployment, index) => deployment.start(`nobody-else-${index}`, { from: sourceOf(index) })),
  'a made-up captcha': starts(async (deployment, index) => {
    const body = { userId: `nobody-${index}`, captchaToken: 'made-up' };
    expecting(400, await deployment.send('start-reset', body, { from: sourceOf(index) }));
  }),
  'a source over its limit': starts(async (deployment) => {
    expecting(429, await deployment.call('start-reset', { userId: 'nobody' }, { from: BUSY_SOURCE }));
  }),
  'an account with no codes left': starts((deployment, index) =>
    deployment.start(EXHAUSTED, { from: sourceOf(50 + index) }),
  ),
};
