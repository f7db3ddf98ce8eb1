import { useEffect, useRef, useState } from 'preact/hooks';
import type { Report } from '../../ops/outcome.ts';
import type { Api } from './api.ts';
import { find, type Found } from './find.ts';
import { withLocalTimes } from './instants.ts';
import { OrderDialog } from './order-dialog.tsx';
import { type Order, otherOrders } from './orders.ts';
import { OrderButtons } from './parts.tsx';
import { FormerRequest, RequestPanel } from './request-panel.tsx';
import { UserPanel } from './user-panel.tsx';

interface Search {
  readonly text: string;
  readonly found: Found;
  /** Number of the search, so that a repeated one shows everything anew. */
  readonly count: number;
}

/** The console: search, results and orders. */
export function App({ api }: { readonly api: Api }) {
  const [search, setSearch] = useState<Search>();
  const [status, setStatus] = useState('');
  const [done, setDone] = useState<Report>();
  const [order, setOrder] = useState<Order>();
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLHeadingElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => results.current?.focus(), [search?.text]);
  // The button of the order is made anew, so it cannot keep the focus.
  useEffect(() => outcome.current?.focus(), [done]);

  const look = async (text: string) => {
    setStatus('Looking …');
    try {
      const found = await find(api, text);
      setSearch((before) => ({ text, found, count: (before?.count ?? 0) + 1 }));
      setStatus('');
    } catch (error) {
      setStatus(error instanceof Error ? error.message : String(error));
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement).get('text');
    const text = typeof typed === 'string' ? typed.trim() : '';
    setDone(undefined);
    if (text !== '') void look(text);
  };
  const finished = (report: Report, finds: string | undefined) => {
    setOrder(undefined);
    setDone(report);
    if (finds !== undefined && field.current !== null) field.current.value = finds;
    const text = finds ?? search?.text;
    if (text !== undefined) void look(text);
  };

  return (
    <>
      <header>
        <p class="title">Help desk</p>
        <p>
          Stage <strong>{api.access.stage}</strong>, as <code>{api.access.by}</code>
        </p>
      </header>
      <main>
        <h1>Find a request or a user</h1>
        <form role="search" onSubmit={submit} class="search">
          <label for="text">Reference, user ID or address</label>
          <div class="row">
            <input
              ref={field}
              id="text"
              name="text"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              maxLength={254}
              required
              aria-describedby="text-hint"
            />
            <button type="submit" class="main">
              Find
            </button>
          </div>
          <span id="text-hint" class="hint">
            Such as K7QM-2XPD, jane.doe or jane.doe@example.com.
          </span>
        </form>
        <div role="status">
          {status !== '' && <p>{status}</p>}
          {done !== undefined && (
            <div ref={outcome} tabIndex={-1} class="done">
              <Done report={done} />
            </div>
          )}
        </div>
        {search !== undefined && (
          <div class="results">
            <h2 ref={results} tabIndex={-1} class="found">
              {resultOf(search)}
            </h2>
            {isEmpty(search) && (
              <p>
                Check the spelling of a user ID, upper and lower case too. Requests are deleted some days after their
                end.
              </p>
            )}
            {search.found.users.map((user) => (
              <UserPanel key={`${user.userId} ${search.count}`} user={user} onChoose={setOrder} />
            ))}
            {search.found.requests.map((request) => (
              <RequestPanel
                key={`${request.reference} ${search.count}`}
                api={api}
                request={request}
                onChoose={setOrder}
              />
            ))}
            {search.found.formerReference !== undefined && (
              <FormerRequest key={search.count} api={api} reference={search.found.formerReference} />
            )}
          </div>
        )}
        <section class="panel" aria-labelledby="other">
          <h2 id="other">Other orders</h2>
          <OrderButtons orders={otherOrders} onChoose={setOrder} />
        </section>
      </main>
      {order !== undefined && (
        <OrderDialog key={order.title} api={api} order={order} onClose={() => setOrder(undefined)} onDone={finished} />
      )}
    </>
  );
}

const isEmpty = ({ found: { users, requests, formerReference } }: Search): boolean =>
  users.length + requests.length === 0 && formerReference === undefined;

function resultOf({ text, found: { users, requests } }: Search): string {
  if (users.length + requests.length === 0) return `Nothing was found for “${text}”`;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return `Found for “${text}”: ${count(users.length, 'user')}, ${count(requests.length, 'request')}`;
}

/** Result of an order. The link of a reset is shown to be sent. */
function Done({ report }: { readonly report: Report }) {
  const [copied, setCopied] = useState(false);
  const { link, reference } = report.json as { link?: string; reference?: string };
  if (link === undefined) return <p>{withLocalTimes(report.text.split('\n\n')[0] ?? '')}</p>;
  return (
    <>
      <p>
        The reset {reference} is started. The user opens the link in the mail and enters the code there. The page and
        the mail show the same reference. Never ask for the code.
      </p>
      <p>If you can send the user a link, this one opens the same page:</p>
      <p>
        <code class="link">{link}</code>
      </p>
      <button type="button" onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
        {copied ? 'Copied' : 'Copy the link'}
      </button>
    </>
  );
}
