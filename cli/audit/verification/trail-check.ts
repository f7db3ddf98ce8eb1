import { type Covered, entriesOf, listedDigest } from '../../../functions/domain/audit-checkpoint.ts';
import { TRAIL_CHAIN } from '../../../functions/domain/audit-facts.ts';
import { lineCheck } from '../../../functions/domain/checked-event.ts';
import type { Pepper } from '../../../functions/domain/digest.ts';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { guessFindings, linkFindings, type RequestEvent } from '../../../functions/domain/request-check.ts';
import type { TrailFinding } from '../../../functions/domain/trail-finding.ts';
import { type Checkpoint, coverageOf, isCovered, type Coverage } from './coverage.ts';
import { Spill } from '../spill.ts';

/** Instants are ISO 8601 in UTC. */
export interface TrailCheckOptions {
  /** Version of the audit consumer's key; undefined if the verifier does not have it. */
  readonly keyOf: (version: string) => Promise<Pepper | undefined>;
  /** True if the input begins with the trail, so that each request must begin with its first event. */
  readonly whole: boolean;
  /** Start of the period that the input has, if known. */
  readonly from?: string | undefined;
  /** End of the period that the input has, if known. */
  readonly until?: string | undefined;
  /** Last numbers of requests, orders and checkpoints, as the table has them. */
  readonly lastSequences?: ReadonlyMap<string, number> | undefined;
}

/** Result of a check. */
export interface TrailReport {
  readonly events: number;
  readonly duplicates: number;
  readonly requests: number;
  readonly guesses: number;
  readonly macs: number;
  /** Events without a MAC, which functions published. */
  readonly direct: number;
  /** Number of events whose MAC could not be checked, by the version of the key. */
  readonly unknownKeys: ReadonlyMap<string, number>;
  readonly checkpoints: readonly Checkpoint[];
  readonly coverage: Coverage | undefined;
  /** Events after the last checkpoint. */
  readonly uncovered: number;
  /** Events of steps in the covered period that no checkpoint lists. */
  readonly late: number;
  readonly witnesses: number | undefined;
  /** Number of all findings; {@link findings} has the first ones. */
  readonly found: number;
  readonly findings: readonly TrailFinding[];
  /** Newest time of an event. */
  readonly end: string;
}

type ChainRow = RequestEvent & { readonly request?: string | undefined };
type ListRow =
  | readonly ['event', digest: string, id: string, at: string, isDirect: boolean]
  | readonly ['listed', digest: string, by: number];

/** Maximum number of findings that are kept. The rest is counted. */
const KEPT = 200;

/** Checks a trail of any length, in memory that does not grow with it. */
export class TrailCheck {
  readonly #options: TrailCheckOptions;
  readonly #keys = new Map<string, Pepper | undefined>();
  readonly #check = lineCheck((version) => this.#keys.get(version));
  readonly #chains = new Spill<ChainRow>();
  readonly #lists = new Spill<ListRow>();
  readonly #checkpoints = new Map<number, Checkpoint>();
  readonly #unknownKeys = new Map<string, number>();
  readonly #findings: TrailFinding[] = [];
  #found = 0;
  #direct = 0;
  #macs = 0;
  #end = '';

  constructor(options: TrailCheckOptions) {
    this.#options = options;
  }

  /** Takes one event: the `audit` member of a line. */
  async add(line: unknown): Promise<void> {
    const version = macKeyIn(line);
    if (version !== undefined && !this.#keys.has(version)) this.#keys.set(version, await this.#options.keyOf(version));
    const checked = this.#check(line);
    if ('finding' in checked) return this.report(checked);
    const { event, unchecked } = checked;
    if (unchecked !== undefined) this.#unknownKeys.set(unchecked, (this.#unknownKeys.get(unchecked) ?? 0) + 1);
    else if (event.mac !== undefined) this.#macs += 1;
    this.#keep(event);
  }

  /** Takes a finding that a reader of the input made. */
  report(finding: TrailFinding): void {
    this.#found += 1;
    if (this.#findings.length < KEPT) this.#findings.push(finding);
  }

  #keep({
    id,
    event,
    at,
    digest,
    previous,
    request,
    sequence,
    issue,
    attempts,
    reason,
    mac,
    covers,
  }: PublishedEvent): void {
    if (at > this.#end) this.#end = at;
    if (mac === undefined) this.#direct += 1;
    this.#chains.add(request ?? id, { id, event, at, digest, previous, request, sequence, issue, attempts, reason });
    this.#lists.add(listedDigest(digest), ['event', listedDigest(digest), id, at, mac === undefined]);
    if (covers !== undefined && sequence !== undefined && !this.#checkpoints.has(sequence))
      this.#list(sequence, covers);
  }

  #list(sequence: number, covers: Covered): void {
    const { list: _list, ...rest } = covers;
    this.#checkpoints.set(sequence, { sequence, ...rest });
    // A checkpoint that begins before the input lists events that the input cannot have.
    if (this.#options.from !== undefined && covers.from < this.#options.from) return;
    for (const entry of entriesOf(covers)) this.#lists.add(entry, ['listed', entry, sequence]);
  }

  /** Ends the check and deletes its files. */
  finish(): TrailReport {
    try {
      const chains = this.#checkChains();
      const coverage = coverageOf([...this.#checkpoints.values()], this.#options);
      for (const finding of coverage.findings) this.report(finding);
      const lists = this.#checkLists(coverage.covered);
      return {
        ...chains,
        ...lists,
        direct: this.#direct,
        macs: this.#macs,
        unknownKeys: this.#unknownKeys,
        checkpoints: coverage.checkpoints,
        coverage: coverage.covered,
        witnesses: this.#options.lastSequences?.size,
        found: this.#found,
        findings: this.#findings,
        end: this.#end,
      };
    } finally {
      this.#chains.end();
      this.#lists.end();
    }
  }

  #checkChains() {
    const counts = { events: 0, duplicates: 0, requests: 0, guesses: 0 };
    const { lastSequences = new Map<string, number>(), whole } = this.#options;
    const unseen = new Map(lastSequences);
    for (const rows of this.#chains.buckets()) {
      const distinct = new Map<string, ChainRow>();
      for (const row of rows) {
        const known = distinct.get(row.id);
        if (known === undefined) distinct.set(row.id, row);
        else if (known.digest === row.digest && known.previous === row.previous) counts.duplicates += 1;
        else this.report({ id: row.id, finding: 'contradicted', reason: 'two different events have this id' });
      }
      counts.events += distinct.size;
      const requests = Map.groupBy(distinct.values(), ({ request }) => request);
      for (const [request, events] of requests) {
        if (request === undefined) continue;
        counts.requests += 1;
        counts.guesses += events.filter(({ event }) => event === 'otp_attempted').length;
        this.#request(request, events, !whole, unseen.get(request));
        unseen.delete(request);
      }
    }
    for (const [request, last] of unseen) this.#request(request, [], true, last);
    return counts;
  }

  #request(request: string, events: readonly ChainRow[], partial: boolean, lastSequence: number | undefined): void {
    for (const finding of linkFindings(request, events, { partial, lastSequence })) this.report(finding);
    for (const finding of guessFindings(events, this.#end)) this.report(finding);
  }

  #checkLists(covered: Coverage | undefined) {
    let [uncovered, late] = [0, 0];
    for (const rows of this.#lists.buckets()) {
      const listed = new Map<string, number>();
      const present = new Set<string>();
      for (const row of rows) {
        if (row[0] === 'listed') listed.set(row[1], row[2]);
        else present.add(row[1]);
      }
      for (const [digest, by] of listed) {
        if (!present.has(digest)) this.report(this.#missing(digest, by));
      }
      for (const row of rows) {
        if (row[0] === 'listed' || listed.has(row[1])) continue;
        const [, , id, at, isDirect] = row;
        if (id.startsWith(`${TRAIL_CHAIN}:`)) continue;
        if (covered === undefined || at >= covered.until) uncovered += 1;
        else if (!isCovered(at, covered)) continue;
        else if (isDirect)
          this.report({ id, finding: 'unlisted', reason: 'a checkpoint covers its time and does not list it' });
        else late += 1;
      }
    }
    return { uncovered, late };
  }

  #missing(digest: string, by: number): TrailFinding {
    const { from = '', until = '' } = this.#checkpoints.get(by) ?? {};
    const reason = `checkpoint ${TRAIL_CHAIN}:${by} (${from} to ${until}) lists an event with this digest`;
    return { id: `${digest}…`, finding: 'missing', reason };
  }
}

const macKeyIn = (line: unknown): string | undefined =>
  typeof line === 'object' && line !== null && 'macKey' in line && typeof line.macKey === 'string'
    ? line.macKey
    : undefined;
