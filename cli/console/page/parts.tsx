import type { ComponentChildren } from 'preact';
import type { Order } from './orders.ts';
import { withLocalTimes } from './instants.ts';

/** List of names and values. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? withLocalTimes(value) : value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Buttons that open orders. */
export function OrderButtons({
  orders,
  onChoose,
}: {
  readonly orders: readonly Order[];
  readonly onChoose: (order: Order) => void;
}) {
  return (
    <ul class="orders">
      {orders.map((order) => (
        <li key={order.title}>
          <button type="button" class={order.final ? 'danger' : order.main && 'main'} onClick={() => onChoose(order)}>
            {order.title}
          </button>
        </li>
      ))}
    </ul>
  );
}
