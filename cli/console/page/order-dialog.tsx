import { useEffect, useRef, useState } from 'preact/hooks';
import type { Report } from '../../ops/outcome.ts';
import type { Api } from './api.ts';
import type { Order } from './orders.ts';

interface Props {
  readonly api: Api;
  readonly order: Order;
  readonly onClose: () => void;
  /** `finds`: text to search for now, if the order names one. */
  readonly onDone: (report: Report, finds: string | undefined) => void;
}

/** Dialog that says what an order means, asks for its reason, and gives it. */
export function OrderDialog({ api, order, onClose, onDone }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  const give = async (form: HTMLFormElement) => {
    const values = Object.fromEntries(
      Array.from(new FormData(form), ([name, value]) => [name, typeof value === 'string' ? value : '']),
    );
    const { command, positionals, options } = order.command(values);
    const outcome = await api.run({ command, positionals, options: { ...options, reason: values['reason'] ?? '' } });
    if (outcome.kind === 'done') return onDone(outcome.report, order.finds?.(values));
    const { reason, fix } = outcome.refusal;
    setError(`Refused: ${reason}${fix === undefined ? '' : `; ${fix}`}.`);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError('');
    give(event.currentTarget as HTMLFormElement)
      .catch((thrown: unknown) => setError(thrown instanceof Error ? thrown.message : String(thrown)))
      .finally(() => setBusy(false));
  };

  return (
    <dialog ref={dialog} aria-labelledby="order-title" aria-describedby="order-means" onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id="order-title">{order.title}</h2>
        <p id="order-means">{order.means}</p>
        {(order.fields ?? []).map(({ name, label, hint, value = '' }) => (
          <p key={name} class="field">
            <label for={`order-${name}`}>{label}</label>
            <input id={`order-${name}`} name={name} defaultValue={value} required aria-describedby={`hint-${name}`} />
            <span id={`hint-${name}`} class="hint">
              {hint}
            </span>
          </p>
        ))}
        <p class="field">
          <label for="order-reason">Reason</label>
          <input
            id="order-reason"
            name="reason"
            required
            minLength={3}
            maxLength={200}
            autocomplete="off"
            aria-describedby="hint-reason"
          />
          <span id="hint-reason" class="hint">
            For the audit trail, such as the number of a ticket. No name, no code, no password.
          </span>
        </p>
        <p role="alert" class="error">
          {error}
        </p>
        <div class="buttons">
          <button type="submit" class={order.final ? 'danger' : 'main'} aria-disabled={busy}>
            {order.confirm}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  );
}
