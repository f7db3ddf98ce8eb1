import { setTimeout as sleep } from 'node:timers/promises';
import { type OperationId, operationOf } from '../../functions/operations/index.ts';
import { type Deployment, expecting } from '../../testkit/deployment/deployment.ts';
import { httpCall } from '../../testkit/deployment/http-call.ts';
import type { WireCall, WireProxy } from '../../testkit/wire/wire-proxy.ts';
import { callsOfJourney } from '../warm/journey.ts';

/** What somebody does, once for each index; returns the calls of the tables when all that follows has ended. */
export type Scenario = (place: Place, indexes: readonly number[]) => Promise<WireCall[]>;

export interface Place {
  readonly deployment: Deployment;
  readonly dynamodb: WireProxy;
  /** What a person takes after each step, and what lies between two robots: the audit consumer gathers no two of them into one batch. */
  readonly rest: () => Promise<void>;
}

/** Starts of one source in an hour in the bench's cloud; journeys begin from another. */
export const STARTS_PER_SOURCE = 15;

const STEPS: readonly OperationId[] = ['start-reset', 'verify-otp', 'complete-reset'];

/** Milliseconds without a call after which nothing more is taken to follow. */
const QUIET = 1000;

/** A browser asks before its first call of each URL from another origin, and then not for two hours. */
async function preflights({ endpoints }: Deployment): Promise<void> {
  for (const id of STEPS) {
    const { method, path } = operationOf(id);
    const headers = {
      Origin: endpoints.site,
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': 'content-type',
    };
    expecting(204, await httpCall({ method: 'OPTIONS', url: `${endpoints.api}${path}`, headers }));
  }
}

export const completeReset: Scenario = async ({ deployment, dynamodb, rest }, indexes) => {
  const calls: WireCall[] = [];
  for (const index of indexes) {
    await preflights(deployment);
    calls.push(...(await callsOfJourney(deployment, dynamodb, index, rest)));
  }
  return calls;
};

/** Calls without a browser, so that there are no pages and no preflights. */
const starts =
  (start: (deployment: Deployment, index: number) => Promise<void>): Scenario =>
  async ({ deployment, dynamodb, rest }, indexes) => {
    dynamodb.calls.length = 0;
    for (const index of indexes) {
      await start(deployment, index);
      await rest();
    }
    let seen = -1;
    while (seen < dynamodb.calls.length) {
      seen = dynamodb.calls.length;
      await sleep(QUIET);
    }
    return [...dynamodb.calls];
  };

const sourceOf = (index: number): string => `127.3.0.${index + 1}`;

const EXHAUSTED = { userId: 'user-0001', address: 'user-0001@example.com' };
const BUSY_SOURCE = '127.4.0.1';

/** What comes before: an account whose codes of the hour are spent, a source whose starts are. */
export const prepareAbuse: Scenario = starts(async (deployment, index) => {
  await deployment.start(`nobody-${index}`, { from: BUSY_SOURCE });
  if (index < 4) await deployment.start(EXHAUSTED.userId, { from: sourceOf(100 + index) });
});

export const ABUSE: Readonly<Record<string, Scenario>> = {
  'an unknown user': starts(async (deployment, index) => {
    await deployment.start(`nobody-else-${index}`, { from: sourceOf(index) });
  }),
  'a made-up human check': starts(async (deployment, index) => {
    const body = { userId: `nobody-${index}`, captchaToken: 'made-up' };
    expecting(400, await deployment.send('start-reset', body, { from: sourceOf(index) }));
  }),
  'a source over its limit': starts(async (deployment) => {
    expecting(429, await deployment.call('start-reset', { userId: 'nobody' }, { from: BUSY_SOURCE }));
  }),
  'an account with no codes left': starts(async (deployment, index) => {
    await deployment.start(EXHAUSTED.userId, { from: sourceOf(50 + index) });
  }),
};
