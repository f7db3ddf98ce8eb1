import { operationsWith } from '../../functions/operations/index.ts';
import { functionsOf, synthesized } from './synthesized.ts';

const reservedIn = (overrides: Record<string, unknown>) =>
  [...functionsOf(synthesized('dev', overrides), 'dev')].flatMap(
    ([name, { ReservedConcurrentExecutions: reserved }]) => (reserved === undefined ? [] : [[name, reserved]]),
  );

test('each function of the API has the reserved concurrency, and the stream consumers do not', () => {
  expect(reservedIn({ reservedConcurrency: '7' })).toEqual(operationsWith('built-in').map((name) => [name, 7]));
});

test('no concurrency is reserved by default', () => {
  expect(reservedIn({})).toEqual([]);
});
