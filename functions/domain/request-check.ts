import type { TrailFinding } from './trail-finding.ts';

/** What the checks of a request need of an event. */
export interface RequestEvent {
  readonly id: string;
  readonly event: string;
  readonly at: string;
  readonly digest: string;
  readonly previous?: string | undefined;
  /** Absent for an event that a function published. */
  readonly sequence?: number | undefined;
  readonly issue?: number | undefined;
  readonly attempts?: number | undefined;
  readonly reason?: string | undefined;
}

export interface RequestBounds {
  /** True if the first events of a request may be older than the input. */
  readonly partial: boolean;
  /** Last sequence number, if known from elsewhere. Only with it is a missing end of the request found here. */
  readonly lastSequence?: number | undefined;
}

/** Finds missing and wrongly linked events of one request, which are given once each. */
export function linkFindings(
  request: string,
  events: readonly RequestEvent[],
  { partial, lastSequence = 0 }: RequestBounds,
): TrailFinding[] {
  const findings: TrailFinding[] = [];
  const steps = events.flatMap((event) => (event.sequence === undefined ? [] : [[event.sequence, event] as const]));
  const bySequence = new Map(steps);
  const known = [...bySequence.keys()];
  const last = known.reduce((a, b) => Math.max(a, b), lastSequence);
  const first = partial ? known.reduce((a, b) => Math.min(a, b), last) : 1;
  for (let sequence = Math.max(1, first); sequence <= last; sequence++) {
    const event = bySequence.get(sequence);
    const before = bySequence.get(sequence - 1);
    const id = `${request}:${sequence}`;
    if (event === undefined) {
      findings.push({ id, finding: 'missing', reason: `event ${sequence} of its request is missing` });
    } else if (sequence === 1 ? event.previous !== undefined : before && event.previous !== before.digest) {
      findings.push({ id, finding: 'out-of-order', reason: 'it does not link to the previous event' });
    }
  }
  return findings;
}

/** Seconds in which a function records the outcome of a guess that was counted. */
const ANSWERED_WITHIN = 60;

/**
 * Finds guesses without an outcome, and outcomes without a guess: the step that counts a guess binds the event that a
 * function records about it. A request whose beginning is missing is not judged.
 *
 * @param end newest time in the input; a guess just before it may still be compared
 */
export function guessFindings(events: readonly RequestEvent[], end: string): TrailFinding[] {
  if (!events.some(({ sequence }) => sequence === 1)) return [];
  const settled = new Date(Date.parse(end) - ANSWERED_WITHIN * 1000).toISOString();
  const named = (name: string) => events.filter(({ event }) => event === name);
  const [counted, denied] = [named('otp_attempted'), named('otp_denied')];
  const settledBy = [...denied, ...named('otp_verified'), ...named('reset_refused')];
  const unanswered = counted.filter(
    (guess) => guess.at < settled && !settledBy.some((answer) => isAbout(answer, guess)),
  );
  const unbound = denied.filter((answer) => !counted.some((guess) => isAbout(answer, guess)));
  return [
    ...unanswered.map(
      ({ id }): TrailFinding => ({
        id,
        finding: 'unanswered',
        reason: 'this guess has no outcome: its otp_denied is missing, or the function was interrupted',
      }),
    ),
    ...unbound.map(
      ({ id }): TrailFinding => ({ id, finding: 'unbound', reason: 'no step has counted the guess that it denies' }),
    ),
  ];
}

const BY_LINK = 'by-mail-link';

/** Guesses of the mail's reader have no number of their own. */
function isAbout(answer: RequestEvent, guess: RequestEvent): boolean {
  if (answer.event === 'reset_refused') return answer.reason?.startsWith('verify_otp') === true;
  if ((answer.reason === BY_LINK) !== (guess.reason === BY_LINK)) return false;
  return guess.reason === BY_LINK || (answer.issue === guess.issue && answer.attempts === guess.attempts);
}
