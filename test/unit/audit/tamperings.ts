import { digestOfFacts, sealed, withDigest } from '../../../functions/domain/audit-chain.ts';
import { listedDigest } from '../../../functions/domain/audit-checkpoint.ts';
import type { EventFacts, PublishedEvent } from '../../../functions/domain/published-event.ts';
import type { TrailFinding } from '../../../functions/domain/trail-finding.ts';
import { pepperOf } from '../../../testkit/fakes/in-memory-peppers.ts';
import { newestChange } from './forgery.ts';

export type Trail = readonly PublishedEvent[];

/** Tampering with the lines of a trail, and the finding that names it. */
export interface Tampering {
  readonly does: string;
  /** Returns the lines after it. */
  readonly to: (trail: Trail) => readonly string[];
  readonly found: TrailFinding['finding'];
}

const line = (audit: unknown): string => JSON.stringify({ audit });
export const linesOf = (trail: readonly unknown[]): string[] => trail.map(line);

const named =
  (...names: PublishedEvent['event'][]) =>
  ({ event }: PublishedEvent): boolean =>
    names.includes(event);

function middle(trail: Trail, holds: (event: PublishedEvent) => boolean): PublishedEvent {
  const all = trail.filter(holds);
  const event = all[Math.floor(all.length / 2)];
  if (event === undefined) throw new Error('the trail has no such event');
  return event;
}

const without = (trail: Trail, ...gone: readonly PublishedEvent[]): string[] =>
  linesOf(trail.filter((event) => !gone.includes(event)));

const replaced = (trail: Trail, event: PublishedEvent, by: unknown): string[] =>
  linesOf(trail.map((each) => (each === event ? by : each)));

function factsIn({
  atMillis: _at,
  build: _build,
  digest: _digest,
  previous: _previous,
  mac: _mac,
  macKey: _key,
  ...facts
}: PublishedEvent): EventFacts {
  return facts;
}

/** The event with other facts and a digest that matches them, as anybody can make it. */
const redigested = (event: PublishedEvent, facts: Partial<EventFacts>): PublishedEvent => {
  const changed = { ...factsIn(event), ...facts };
  return { ...event, ...changed, atMillis: Date.parse(changed.at), digest: digestOfFacts(changed) };
};

const isCheckpoint = named('trail_checkpoint');
const isOrder = named('user_disable_ordered');
const isStep = ({ sequence, request }: PublishedEvent): boolean => sequence !== undefined && request !== 'trail';

/** Each tampering that `verify` finds. What it cannot find is in docs/guides/audit-guide.md. */
export const tamperings: readonly Tampering[] = [
  {
    does: 'cuts off the last event of a request',
    to: (trail) => without(trail, ...newestChange(trail).slice(-1)),
    found: 'missing',
  },
  {
    does: 'cuts off everything from password_applying on',
    to: (trail) => {
      const change = newestChange(trail);
      return without(trail, ...change.slice(change.findIndex(named('password_applying'))));
    },
    found: 'missing',
  },
  { does: 'deletes a whole completed reset', to: (trail) => without(trail, ...newestChange(trail)), found: 'missing' },
  { does: "deletes an administrator's order", to: (trail) => without(trail, middle(trail, isOrder)), found: 'missing' },
  {
    does: 'deletes the last order of all',
    to: (trail) => without(trail, ...trail.filter(isOrder).slice(-1)),
    found: 'missing',
  },
  {
    does: "edits an administrator's order, with its digest made again",
    to: (trail) => {
      const order = middle(trail, isOrder);
      return replaced(trail, order, redigested(order, { by: 'arn:aws:sts::123456789012:assumed-role/Support/john' }));
    },
    found: 'forged',
  },
  {
    does: 'empties the first half of the file',
    to: (trail) => linesOf(trail.slice(trail.length / 2)),
    found: 'missing',
  },
  {
    does: 'empties every second line',
    to: (trail) => linesOf(trail.filter((_, index) => index % 2 === 0)),
    found: 'missing',
  },
  {
    does: 'deletes all otp_denied',
    to: (trail) => linesOf(trail.filter((event) => !named('otp_denied')(event))),
    found: 'unanswered',
  },
  {
    does: 'deletes all login_failed',
    to: (trail) => linesOf(trail.filter((event) => !named('login_failed')(event))),
    found: 'missing',
  },
  {
    does: 'deletes one login_failed',
    to: (trail) => without(trail, middle(trail, named('login_failed'))),
    found: 'missing',
  },
  {
    does: "forges a function's event",
    to: (trail) => {
      const login = middle(trail, named('login_failed'));
      return [
        ...linesOf(trail),
        line(redigested(login, { id: 'forged', event: 'login_succeeded', outcome: 'succeeded' })),
      ];
    },
    found: 'unlisted',
  },
  {
    does: "edits a function's event, with its digest made again",
    to: (trail) => {
      const denied = middle(trail, named('login_failed'));
      return replaced(trail, denied, redigested(denied, { sourcePrefix: '192.0.2.0/24' }));
    },
    found: 'unlisted',
  },
  {
    does: "edits a function's event and leaves its digest",
    to: (trail) => {
      const failed = middle(trail, named('login_failed'));
      return replaced(trail, failed, { ...failed, subject: 'AAAAAAAAAAAAAAAAAAAAAA' });
    },
    found: 'altered',
  },
  {
    does: 'forges a denied guess of a request that had none',
    to: (trail) => {
      const denied = middle(trail, named('otp_denied'));
      const other = newestChange(trail)[0];
      const facts = {
        ...factsIn(denied),
        id: 'forged',
        request: other?.request,
        reference: other?.reference,
        attempts: 4,
      };
      return [...linesOf(trail), line(withDigest(facts, 'build'))];
    },
    found: 'unbound',
  },
  {
    does: 'moves the time of a login, with its digest made again',
    to: (trail) => {
      const login = middle(trail, named('login_succeeded'));
      return replaced(
        trail,
        login,
        redigested(login, { at: new Date(Date.parse(login.at) + 7_200_000).toISOString() }),
      );
    },
    found: 'missing',
  },
  {
    does: 'makes a line unreadable',
    to: (trail) => linesOf(trail).map((text, index) => (index === 300 ? `${text.slice(0, 90)}####` : text)),
    found: 'unreadable',
  },
  {
    does: 'overwrites the start of a line',
    to: (trail) => linesOf(trail).map((text, index) => (index === 300 ? `####${text.slice(12)}` : text)),
    found: 'unreadable',
  },
  {
    does: 'replaces a line by another text',
    to: (trail) => linesOf(trail).map((text, index) => (index === 300 ? '{"level":"INFO"}' : text)),
    found: 'missing',
  },
  {
    does: 'edits a step',
    to: (trail) => {
      const changed = middle(trail, named('password_changed'));
      return replaced(trail, changed, { ...changed, outcome: 'failed' });
    },
    found: 'altered',
  },
  {
    does: 'edits a step, with its digest made again',
    to: (trail) => {
      const changed = middle(trail, named('password_changed'));
      return replaced(trail, changed, redigested(changed, { sourcePrefix: '192.0.2.0/24' }));
    },
    found: 'forged',
  },
  {
    does: 'edits a step and seals it with a key of its own',
    to: (trail) => {
      const changed = middle(trail, named('password_changed'));
      const key = { version: '1', key: Buffer.alloc(32, 9) };
      return replaced(
        trail,
        changed,
        sealed({ ...factsIn(changed), reason: 'x' }, changed.build, changed.previous, key),
      );
    },
    found: 'forged',
  },
  {
    does: 'edits the build of a step',
    to: (trail) => {
      const changed = middle(trail, named('password_changed'));
      return replaced(trail, changed, { ...changed, build: 'other' });
    },
    found: 'forged',
  },
  {
    does: 'removes the MAC of a step',
    to: (trail) => {
      const { mac: _mac, macKey: _macKey, ...bare } = middle(trail, named('otp_verified'));
      return linesOf(trail.map((each) => (each.id === bare.id ? bare : each)));
    },
    found: 'forged',
  },
  {
    does: 'removes a step in the middle of a request',
    to: (trail) => without(trail, middle(trail, named('otp_verified'))),
    found: 'missing',
  },
  {
    does: 'gives a step to another request',
    to: (trail) => {
      const event = middle(trail, named('otp_verified'));
      return replaced(trail, event, { ...event, request: newestChange(trail)[0]?.request });
    },
    found: 'altered',
  },
  {
    does: 'adds a second version of a step, sealed with the stolen key',
    to: (trail) => {
      const event = middle(trail, named('otp_attempted'));
      return [
        ...linesOf(trail),
        line(sealed({ ...factsIn(event), reason: 'x' }, event.build, event.previous, pepperOf(1))),
      ];
    },
    found: 'contradicted',
  },
  {
    does: 'replaces a step by one sealed with the stolen key',
    to: (trail) => {
      const event = newestChange(trail).at(-1);
      if (event === undefined) throw new Error('there is no change');
      return replaced(
        trail,
        event,
        sealed({ ...factsIn(event), reason: 'x' }, event.build, event.previous, pepperOf(1)),
      );
    },
    found: 'missing',
  },
  {
    does: 'moves a step to another day, for queries alone',
    to: (trail) => {
      const changed = middle(trail, named('password_changed'));
      return replaced(trail, changed, { ...changed, atMillis: Date.parse(changed.at) + 86_400_000 });
    },
    found: 'altered',
  },
  { does: 'removes a checkpoint', to: (trail) => without(trail, middle(trail, isCheckpoint)), found: 'missing' },
  {
    does: 'removes a checkpoint and the events that it lists',
    to: (trail) => {
      const checkpoint = middle(trail, (event) => isCheckpoint(event) && (event.covers?.events ?? 0) > 3);
      const isListed = ({ digest }: PublishedEvent) => checkpoint.covers?.list.includes(listedDigest(digest)) === true;
      return without(trail, checkpoint, ...trail.filter(isListed));
    },
    found: 'missing',
  },
  {
    does: 'removes an event from a list, with the digest of the checkpoint made again',
    to: (trail) => {
      const checkpoint = middle(trail, (event) => isCheckpoint(event) && (event.covers?.events ?? 0) > 3);
      const { covers } = checkpoint;
      if (covers === undefined) throw new Error('it lists nothing');
      const shorter = { ...covers, events: covers.events - 1, list: covers.list.slice(22) };
      return replaced(trail, checkpoint, redigested(checkpoint, { covers: shorter }));
    },
    found: 'forged',
  },
  {
    does: 'cuts off the last two days with their checkpoints',
    to: (trail) => {
      const end = Date.parse(trail.at(-1)?.at ?? '') - 2 * 86_400_000;
      return linesOf(trail.filter(({ at }) => Date.parse(at) < end));
    },
    found: 'missing',
  },
  {
    does: 'removes everything but the checkpoints',
    to: (trail) => linesOf(trail.filter((event) => isCheckpoint(event))),
    found: 'missing',
  },
  {
    does: 'removes all checkpoints but the first',
    to: (trail) => {
      const first = trail.find(isCheckpoint);
      return linesOf(trail.filter((event) => !isCheckpoint(event) || event === first));
    },
    found: 'missing',
  },
  {
    does: 'removes the second delivery and the first of a step',
    to: (trail) => linesOf(trail.filter((event) => event.id !== middle(trail, isStep).id)),
    found: 'missing',
  },
];
