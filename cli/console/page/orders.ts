import type { UserView } from '../../ops/users-show.ts';
import type { PageCommand } from '../run-order.ts';

/** Field of an order beside its reason. */
export interface OrderField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value?: string;
}

/** Rows of the orders about a user, in their order on the page. */
export const ORDER_ROWS = ['Reset', 'Limits', 'Access', 'Account'] as const;

type OrderRow = (typeof ORDER_ROWS)[number];

/** Order that an administrator can give, with what it means. */
export interface Order {
  readonly title: string;
  /** Row of the user's orders; orders about no user have none. */
  readonly row?: OrderRow;
  /** True for the order that most calls need. */
  readonly main?: true;
  readonly means: string;
  /** Label of the button that gives the order. */
  readonly confirm: string;
  readonly fields?: readonly OrderField[];
  /** True for what cannot be taken back. */
  readonly final?: true;
  /** Text to search for afterwards, by the values of the fields; without it the last search is repeated. */
  readonly finds?: (values: Readonly<Record<string, string>>) => string | undefined;
  /** Command by the values of the fields. */
  readonly command: (values: Readonly<Record<string, string>>) => PageCommand;
}

const addressList = (text: string): string[] => text.split(/[\s,;]+/).filter((address) => address !== '');

const ADDRESSES = { name: 'addresses', label: 'Addresses', hint: 'At most ten, separated by spaces or commas.' };

/** Orders about a user. */
export function userOrders({ userId, status, addresses, limits }: UserView): Order[] {
  const to = (command: string, options: PageCommand['options'] = {}, positionals = [userId]) => ({
    command: () => ({ command, positionals, options }),
  });
  return [
    {
      title: 'Start a reset',
      row: 'Reset',
      main: true,
      means:
        'A code is mailed to the registered addresses. The user opens the link in that mail, enters the code and chooses a password. You never need the code, so never ask for it.',
      confirm: `Start a reset for ${userId}`,
      ...to('resets start'),
    },
    {
      title: 'Lift the limit of the hour',
      row: 'Limits',
      means: `Codes and mails of this hour no longer count (${limits.codesThisHour} of ${limits.codesPerHour} codes). Be sure who is calling. Often this is not needed: the link in the last mail asks for another code at once.`,
      confirm: 'Lift the limit of the hour',
      ...to('limits lift', { hour: true }),
    },
    {
      title: 'Lift the limit of the day',
      row: 'Limits',
      means: `Codes of the last 24 hours no longer count (${limits.codesToday} of ${limits.codesPerDay}). Be sure who is calling.`,
      confirm: 'Lift the limit of the day',
      ...to('limits lift', { day: true }),
    },
    {
      title: 'Lift the delay of logins',
      row: 'Limits',
      means: `The next login is compared at once. ${limits.failedLoginsInARow} logins in a row failed; someone else may be guessing.`,
      confirm: 'Lift the delay of logins',
      ...to('limits lift', { logins: true }),
    },
    {
      title: 'Give the guesses back',
      row: 'Limits',
      means: `After ${limits.guessesAllowed} wrong codes, codes work through the link in their mail alone. The count restarts at zero. Be sure who is calling: someone else may have guessed.`,
      confirm: `Give ${userId} the guesses back`,
      ...to('resets resume'),
    },
    {
      title: 'End open requests',
      row: 'Reset',
      means: 'Every code, link and token of the user’s open requests stops working. The user can start again.',
      confirm: `End the requests of ${userId}`,
      ...to('resets cancel', {}, [`user:${userId}`]),
    },
    {
      title: 'End all sessions',
      row: 'Access',
      means: 'The user is logged out everywhere. The password stays.',
      confirm: `Log ${userId} out everywhere`,
      ...to('sessions end'),
    },
    ...addresses
      .filter(({ suppressed }) => suppressed !== 'no' && !suppressed.startsWith('unknown'))
      .map(({ address, suppressed }) => ({
        title: `Clear the suppression of ${address}`,
        row: 'Limits' as const,
        means: `The mail service holds mail to it back: ${suppressed}. Clear it only when the mailbox works again.`,
        confirm: 'Clear the suppression',
        ...to('suppression clear', {}, [address]),
      })),
    {
      title: 'Change addresses',
      row: 'Account',
      means:
        'From now on codes and notices go to these addresses alone. The old addresses are notified by mail. Codes that were mailed before stop working.',
      confirm: `Change the addresses of ${userId}`,
      fields: [{ ...ADDRESSES, value: addresses.map(({ address }) => address).join(' ') }],
      command: ({ addresses: text = '' }) => ({
        command: 'users set-addresses',
        positionals: [userId, ...addressList(text)],
      }),
    },
    status === 'disabled'
      ? {
          title: 'Enable the user',
          row: 'Access',
          means: 'The user can log in and reset the password again. The password stays.',
          confirm: `Enable ${userId}`,
          ...to('users enable'),
        }
      : {
          title: 'Disable the user',
          row: 'Access',
          means: 'Logins and resets are blocked, all sessions end, and codes stop working, until the user is enabled.',
          confirm: `Disable ${userId}`,
          ...to('users disable'),
        },
    {
      title: 'Remove the user',
      row: 'Account',
      means: 'The user, the addresses and the password are deleted. This cannot be undone.',
      confirm: `Remove ${userId} for good`,
      final: true,
      ...to('users remove'),
    },
  ];
}

/** Orders that are about no user that exists. */
export const otherOrders: readonly Order[] = [
  {
    title: 'Add a user',
    means: 'The user has no password. Start a reset afterwards, and the user sets one.',
    finds: ({ userId }) => userId,
    confirm: 'Add the user',
    fields: [{ name: 'userId', label: 'User ID', hint: '1 to 128 characters. It cannot be changed later.' }, ADDRESSES],
    command: ({ userId = '', addresses = '' }) => ({
      command: 'users add',
      positionals: [userId, ...addressList(addresses)],
    }),
  },
  {
    title: 'Raise the limit of a network for a day',
    means:
      'For an office that is refused because many people share one address. For 24 hours, each address of the network may start this many resets an hour, and fail this many logins.',
    confirm: 'Raise the limit',
    fields: [
      { name: 'network', label: 'Network', hint: 'Such as 203.0.113.0/24 or 2001:db8:1::/48.' },
      {
        name: 'starts',
        label: 'Resets and failed logins an hour',
        hint: '1 to 100,000 for each address.',
        value: '200',
      },
    ],
    command: ({ network = '', starts = '' }) => ({
      command: 'networks allow',
      positionals: [network],
      options: { starts, for: '1d' },
    }),
  },
];

/** Order about one request. */
export const requestOrder = (reference: string): Order => ({
  title: 'End this request',
  means: 'Its code, link and token stop working at once. The user can start again.',
  confirm: `End ${reference}`,
  command: () => ({ command: 'resets cancel', positionals: [reference] }),
});
