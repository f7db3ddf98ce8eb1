import { sealed } from '../../../functions/domain/audit-chain.ts';
import type { AuditEventName } from '../../../functions/domain/audit-event.ts';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { pepperOf } from '../../../testkit/fakes/in-memory-peppers.ts';

/** Returns the events of the newest request that changed a password, in order. */
export function newestChange(events: readonly PublishedEvent[]): readonly PublishedEvent[] {
  const change = events.findLast(({ event }) => event === 'password_changed');
  if (change === undefined) throw new Error('no password was changed');
  return events
    .filter(({ request, sequence }) => request === change.request && sequence !== undefined)
    .toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
}

/** Returns the trail as if some events of a request had never happened: numbered, linked and sealed without them. */
export function without(
  events: readonly PublishedEvent[],
  request: readonly PublishedEvent[],
  ...names: readonly AuditEventName[]
): readonly PublishedEvent[] {
  let previous: string | undefined;
  const kept = request
    .filter(({ event }) => !names.includes(event))
    .map(
      ({ atMillis: _at, build, digest: _digest, previous: _previous, mac: _mac, macKey: _macKey, ...facts }, index) => {
        const sequence = index + 1;
        const event = sealed({ ...facts, id: `${facts.request}:${sequence}`, sequence }, build, previous, pepperOf(1));
        previous = event.digest;
        return event;
      },
    );
  return [...events.filter((event) => !request.includes(event)), ...kept];
}

/** Returns the same event with another reason and a matching digest. */
export const contradicting = (event: PublishedEvent): PublishedEvent => {
  const { atMillis: _at, build, digest: _digest, previous, mac: _mac, macKey: _macKey, ...facts } = event;
  return sealed({ ...facts, reason: 'altered' }, build, previous, pepperOf(1));
};
