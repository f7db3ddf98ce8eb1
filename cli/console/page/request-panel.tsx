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

/** One request: what the person sees now, its story, and what may be done. */
export function RequestPanel({ api, request, onChoose }: Props) {
  const { reference, state, expired, seen, mail, startedBy } = request;
  return (
    <section class="panel" aria-labelledby={`request-${reference}`}>
      <h2 id={`request-${reference}`}>Request {reference}</h2>
      <Facts
        facts={[
          ['The page shows', seen],
          ['State', expired ? `${state} (expired)` : state],
          ['Mail', mail],
          ['Started by', startedBy === 'self' ? 'the user' : 'an administrator'],
        ]}
      />
      <h3>What happened</h3>
      <Timeline api={api} reference={reference} />
      <OrderButtons orders={[requestOrder(reference)]} onChoose={onChoose} />
    </section>
  );
}

function Timeline({ api, reference }: { readonly api: Api; readonly reference: string }) {
  const [entries, setEntries] = useState<readonly TimelineEntry[]>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    api
      .run({ command: 'resets timeline', positionals: [reference] })
      .then((outcome) => {
        if (outcome.kind === 'done') setEntries((outcome.report.json as { timeline: TimelineEntry[] }).timeline);
        else setProblem('The audit trail has nothing of it yet.');
      })
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  }, [api, reference]);
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
