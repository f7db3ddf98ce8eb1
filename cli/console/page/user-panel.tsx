import type { UserView } from '../../ops/users-show.ts';
import { ORDER_ROWS, type Order, userOrders } from './orders.ts';
import { Facts, OrderButtons } from './parts.tsx';

interface Props {
  readonly user: UserView;
  readonly onChoose: (order: Order) => void;
}

const suppression = (suppressed: string): string => (suppressed === 'no' ? '' : ` (mail is suppressed: ${suppressed})`);

/** A user with the limits, and what may be done. */
export function UserPanel({ user, onChoose }: Props) {
  const { limits } = user;
  const orders = Map.groupBy(userOrders(user), ({ row }) => row);
  return (
    <section class="panel" aria-labelledby={`user-${user.userId}`}>
      <h2 id={`user-${user.userId}`}>User {user.userId}</h2>
      <Facts
        facts={[
          ['Status', user.status],
          [
            'Addresses',
            <ul>
              {user.addresses.map(({ address, suppressed }) => (
                <li key={address}>{`${address}${suppression(suppressed)}`}</li>
              ))}
            </ul>,
          ],
          ['Last login or change', user.provenAt ?? 'never'],
          [
            'Codes',
            `${limits.codesThisHour} of ${limits.codesPerHour} this hour, ${limits.codesToday} of ${limits.codesPerDay} in 24 hours`,
          ],
          [
            'Another start',
            limits.noCodeUntil === null
              ? 'brings a code'
              : `brings no code until ${limits.noCodeUntil}; the link in the last mail asks for one at once`,
          ],
          [
            'Guesses',
            `${limits.guessesSinceSuccess} of ${limits.guessesAllowed} used or reserved since the last success${limits.linkOnly ? '; codes work through the link in their mail alone' : ''}`,
          ],
          [
            'Mails this hour',
            limits.mails
              .map(({ address, thisHour, perHour }) => `${thisHour} of ${perHour} to ${address}`)
              .join(', ') || 'none',
          ],
          ['Logins', limits.loginsDelayedUntil === null ? 'not delayed' : `refused until ${limits.loginsDelayedUntil}`],
        ]}
      />
      <h3>What can be done</h3>
      <Facts
        facts={ORDER_ROWS.map((row) => [row, <OrderButtons orders={orders.get(row) ?? []} onChoose={onChoose} />])}
      />
    </section>
  );
}
