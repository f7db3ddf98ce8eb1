import { match, readApi } from '../../../../local/gateway/routes.ts';
import { Throttle } from '../../../../local/gateway/throttle.ts';
import { apiTemplate } from './api-template.ts';

const { routes, stage } = readApi(apiTemplate());

function routeOf(method: string, path: string) {
  const found = match(routes, method, path);
  if (found === undefined) throw new Error(`no route ${method} ${path}`);
  return found.route;
}

test('a method takes its burst at once and then one call each time that the rate gives a token', () => {
  let now = 0;
  const throttle = new Throttle(stage, () => now);
  const mine = routeOf('GET', '/pets/mine');
  expect([1, 2, 3].map(() => throttle.admits(mine))).toEqual([true, true, false]);
  now = 999_000;
  expect(throttle.admits(mine)).toBe(false);
  now = 1_001_000;
  expect([1, 2].map(() => throttle.admits(mine))).toEqual([true, false]);
});

test('a method without a setting is not limited', () => {
  const throttle = new Throttle(stage, () => 0);
  const pets = routeOf('POST', '/pets');
  expect(Array.from({ length: 1000 }, () => throttle.admits(pets))).not.toContain(false);
});
