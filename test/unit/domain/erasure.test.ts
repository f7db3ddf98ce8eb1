import { verifyTrail } from '../../../testkit/trail-verification.ts';
import { subjectDigest } from '../../../functions/domain/digest.ts';
import { pepperOf } from '../../../testkit/fakes/in-memory-peppers.ts';
import { World } from '../../../testkit/fakes/world.ts';

test('a trail verifies without the key of its digests, and names no user without it', async () => {
  const world = new World();
  await world.start('alice');
  world.subjectKeys.rotate();
  await world.start('alice');
  const events = await world.publish();
  const found = (keys: readonly ReturnType<typeof pepperOf>[]) =>
    events
      .filter(({ subject }) => keys.some((key) => subjectDigest(key, 'alice') === subject))
      .map(({ subjectKey }) => subjectKey);
  expect(found([pepperOf(1), pepperOf(2)])).toEqual(['1', '1', '2', '2']);

  world.subjectKeys.rotate();
  expect(await world.subjectKeys.version('1')).toBeUndefined();
  expect(found([await world.subjectKeys.current(), pepperOf(2)])).toEqual(['2', '2']);
  expect(verifyTrail(events, [await world.macKeys.current()])).toEqual({ events: 4, duplicates: 0, findings: [] });
});

test('a request that outlives the key of its period goes on, and its events keep naming that key', async () => {
  const world = new World();
  await world.start('alice');
  world.subjectKeys.rotate();
  world.subjectKeys.rotate();
  world.clock.advance(61);
  await world.deliver();
  expect((await world.publish()).map(({ event, subjectKey }) => [event, subjectKey])).toEqual([
    ['reset_requested', '1'],
    ['otp_mailed', '1'],
  ]);
});
