import { lineCheck } from '../functions/domain/checked-event.ts';
import type { Pepper } from '../functions/domain/digest.ts';
import type { PublishedEvent } from '../functions/domain/published-event.ts';
import { linkFindings } from '../functions/domain/request-check.ts';
import type { TrailFinding } from '../functions/domain/trail-finding.ts';

/** Result of {@link verifyTrail}. */
export interface TrailVerdict {
  /** Number of distinct events. */
  readonly events: number;
  /** Number of lines that repeat an event. */
  readonly duplicates: number;
  /** Empty if nothing was found. Otherwise sorted by request, in the order of the events. */
  readonly findings: readonly TrailFinding[];
}

/** Extent of the trail to check. */
export interface TrailBounds {
  /** True if the lines cover a period, so that the first events of a request may be older. */
  readonly partial?: boolean;
  /** Last sequence numbers of requests, if known from elsewhere. Only with them is a missing end detected. */
  readonly lastSequences?: ReadonlyMap<string, number>;
}

/**
 * Checks lines, numbers and links of a trail in any order of lines: the stream delivers events at least once, and
 * requests in parallel. `npm run audit -- verify` checks the checkpoints too.
 *
 * @param lines the `audit` member of each line
 * @param keys versions of the consumer's key
 */
export function verifyTrail(
  lines: readonly unknown[],
  keys: readonly Pepper[],
  { partial = false, lastSequences = new Map() }: TrailBounds = {},
): TrailVerdict {
  const findings: TrailFinding[] = [];
  const events = new Map<string, PublishedEvent>();
  const check = lineCheck((version) => keys.find((key) => key.version === version));
  let duplicates = 0;
  for (const line of lines) {
    const checked = check(line);
    if ('finding' in checked) {
      findings.push(checked);
      continue;
    }
    const { event, unchecked } = checked;
    if (unchecked !== undefined)
      findings.push({ id: event.id, finding: 'forged', reason: `no key ${unchecked} was given` });
    const known = events.get(event.id);
    if (known === undefined) events.set(event.id, event);
    else if (known.digest === event.digest && known.previous === event.previous) duplicates += 1;
    else findings.push({ id: event.id, finding: 'contradicted', reason: 'two different events have this id' });
  }
  const requests = Map.groupBy(
    [...events.values()].filter(({ sequence }) => sequence !== undefined),
    ({ request = '' }) => request,
  );
  for (const request of new Set([...requests.keys(), ...lastSequences.keys()]))
    findings.push(
      ...linkFindings(request, requests.get(request) ?? [], { partial, lastSequence: lastSequences.get(request) }),
    );
  return { events: events.size, duplicates, findings };
}
