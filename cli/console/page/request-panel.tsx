import { useEffect, useState } from 'preact/hooks';
import type { RequestView } from '../../ops/request-view.ts';
import type { TimelineEntry } from '../../ops/resets-timeline.ts';
import type { Api } from './api.ts';
import { localTime } from './instants.ts';
import { type Order, requestOrder } from './orders.ts';
import { Facts, OrderButtons } from './parts.tsx';

interface Props {
  readonly api: Api;
  readonly request: RequestView;
  readonly onChoose: (order: Order) => void;
}

/** States of a request in plain words. */
const STATES: Readonly<Record<string, string>> = {
  REQUESTED: 'asked for',
  SENT: 'the code is mailed',
  LOCKED: 'the page takes no more guesses',
  VERIFIED: 'the code was entered',
  APPLYING: 'the password is being changed',
  COMPLETED: 'the password is changed',
  CANCELLED: 'ended',
};

/** States in which nothing is left to end. */
const ENDED: readonly string[] = ['COMPLETED', 'CANCELLED'];

/** One request: what the person sees now, its story, and what may be done. */
export function RequestPanel({ api, request, onChoose }: Props) {
  const { reference, user, state, expired, seen, mail, notMailed, startedBy } = request;
  const words = state === 'SENT' && notMailed !== null ? 'no code was mailed' : (STATES[state] ?? state);
  return (
    <section class="panel" aria-labelledby={`request-${reference}`}>
      <h2 id={`request-${reference}`}>Request {reference}</h2>
      <Facts
        facts={[
          ['The page shows', seen],
          ['State', `${words}${expired ? ', expired' : ''}`],
          ['Mail', notMailed === null ? mail : `not sent: ${notMailed}`],
          ...(user === null
            ? [['User', 'not known from this request: ask for the user ID, and search for it'] as const]
            : []),
          ['Started by', startedBy === 'self' ? 'the user' : 'an administrator'],
        ]}
      />
      <h3>What happened</h3>
      <Timeline api={api} reference={reference} none="The audit trail has nothing of it yet." />
      {!expired && !ENDED.includes(state) && <OrderButtons orders={[requestOrder(reference)]} onChoose={onChoose} />}
    </section>
  );
}

/** The story of a request that is deleted: the audit trail keeps it for longer. */
export function FormerRequest({ api, reference }: { readonly api: Api; readonly reference: string }) {
  return (
    <section class="panel" aria-labelledby="former">
      <h2 id="former">What happened under {reference.toUpperCase()}</h2>
      <Timeline
        api={api}
        reference={reference}
        none="The audit trail of the last 30 days has nothing of it. Check the reference."
      />
    </section>
  );
}

interface TimelineProps extends Pick<Props, 'api'> {
  readonly reference: string;
  /** Text where there is no event. */
  readonly none: string;
}

function Timeline({ api, reference, none }: TimelineProps) {
  const [entries, setEntries] = useState<readonly TimelineEntry[]>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    api
      .run({ command: 'resets timeline', positionals: [reference] })
      .then((outcome) => {
        if (outcome.kind === 'done') setEntries((outcome.report.json as { timeline: TimelineEntry[] }).timeline);
        else setProblem(none);
      })
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  }, [api, reference, none]);
  if (problem !== '') return <p>{problem}</p>;
  if (entries === undefined) return <p>Reading the audit trail …</p>;
  return (
    <ol class="timeline">
      {entries.map(({ at, event, words, by, reason }, index) => (
        <li key={`${at} ${event} ${index}`}>
          <time dateTime={at}>{localTime(at)}</time>
          <span>
            {words}
            {by !== undefined && (
              <span class="by">
                {' '}
                By {by}
                {reason !== undefined && `: ${reason}`}.
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
