import { readFileSync } from 'node:fs';
import { busEvent, BUS_EVENTS, busEventIn, busEventJsonSchema } from '../../../functions/domain/bus-event.ts';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { NEW_PASSWORD, resetPassword } from '../../../testkit/fakes/user-steps.ts';
import { World } from '../../../testkit/fakes/world.ts';

const lineOf = (audit: PublishedEvent): string => JSON.stringify({ audit });
const sent = (events: readonly PublishedEvent[]) => events.map(lineOf).flatMap((line) => busEventIn(line) ?? []);

test('of a complete reset applications get the steps that matter to them, in order, each with its ID', async () => {
  const world = new World();
  await resetPassword(world);
  const published = await world.publish();
  const events = sent(published);
  expect(events.map(({ event, outcome }) => [event, outcome])).toEqual([
    ['reset_requested', 'succeeded'],
    ['otp_mailed', 'succeeded'],
    ['otp_verified', 'succeeded'],
    ['password_changed', 'succeeded'],
    ['sessions_ended', 'succeeded'],
    ['change_notified', 'succeeded'],
  ]);
  for (const { id, request, sequence } of events) expect(id).toBe(`${request}:${sequence}`);
  const ids = new Map(published.map(({ id, at, subject }) => [id, { at, subject }]));
  for (const { id, at, subject } of events) expect({ at, subject }).toEqual(ids.get(id));
});

test('an event has no code, no password, nothing in clear, and nothing of the caller', async () => {
  const world = new World();
  await resetPassword(world);
  const events = sent(await world.publish());
  const text = JSON.stringify(events);
  for (const secret of ['alice', '198.51.100', 'Mozilla', NEW_PASSWORD, world.newestOtp().reveal()])
    expect(text).not.toContain(secret);
  const allowed = new Set(Object.keys((busEventJsonSchema() as { properties: object }).properties));
  expect([...allowed].toSorted()).toEqual(
    ['actor', 'at', 'event', 'id', 'mail', 'outcome', 'reason', 'reference', 'request', 'schema', 'sequence'].concat([
      'state',
      'subject',
      'subjectKey',
    ]),
  );
  for (const event of events) {
    for (const name of Object.keys(event)) expect(allowed).toContain(name);
    expect(busEvent().safeParse(event).success).toBe(true);
  }
});

const base = {
  schema: 1,
  id: 'r:3',
  outcome: 'succeeded',
  at: '2026-11-23T10:00:00.000Z',
  request: 'r',
  sequence: 3,
  mac: 'm',
};

test.each([
  ['of the service', { event: 'password_not_changed', actor: 'system', reason: 'interrupted by alice' }, 'interrupted'],
  ['of an administrator', { event: 'reset_cancelled', actor: 'administrator', reason: 'alice called' }, undefined],
])('a reason %s is a word from a list, or nothing', (_whose, given, reason) => {
  const event = busEventIn(JSON.stringify({ audit: { ...base, by: 'arn:aws:iam::1:user/admin', ...given } }));
  expect(event?.reason).toBe(reason);
  expect(event).not.toHaveProperty('by');
});

test.each(['otp_suppressed', 'otp_denied', 'login_failed', 'limit_hit', 'trail_checkpoint', 'user_add_ordered'])(
  '%s stays in the trail',
  (event) => {
    expect(busEventIn(JSON.stringify({ audit: { ...base, event, actor: 'self' } }))).toBeUndefined();
  },
);

test.each([
  ['is no event', '{"level":"INFO"}', 'audit'],
  ['lacks a field', JSON.stringify({ audit: { event: 'password_changed', actor: 'self' } }), 'sequence'],
])('a line that %s is an error, so that it is not lost in silence', (_what, line, message) => {
  expect(() => busEventIn(line)).toThrow(message);
});

test('the published schema and the document are those of the code', () => {
  const read = (name: string) => readFileSync(new URL(`../../../docs/reference/${name}`, import.meta.url), 'utf8');
  expect(JSON.parse(read('bus-event.schema.json'))).toEqual(busEventJsonSchema());
  const documented = [...read('events.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(documented.filter((name) => (BUS_EVENTS as readonly string[]).includes(name ?? ''))).toEqual([...BUS_EVENTS]);
});
