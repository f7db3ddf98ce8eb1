import { operations } from '../../functions/operations/index.ts';
import { functionsOf, synthesized } from './synthesized.ts';

const reservedIn = (overrides: Record<string, unknown>) =>
  [...functionsOf(synthesized('dev', overrides), 'dev')].flatMap(
    ([name, { ReservedConcurrentExecutions: reserved }]) => (reserved === undefined ? [] : [[name, reserved]]),
  );

test('each function of the API gets what is reserved for it, and those behind the stream do not', () => {
  expect(reservedIn({ reservedConcurrency: '7' })).toEqual(Object.keys(operations).map((name) => [name, 7]));
});

test('nothing is reserved where nothing is asked for', () => {
  expect(reservedIn({})).toEqual([]);
});
