import { DynamoDbNetworkAllowances, MOST_ALLOWANCES } from '../../functions/adapters/dynamodb/network-allowances.ts';
import { epochSeconds, fromEpochSeconds } from '../../functions/domain/moment.ts';
import { networkError, PER_HOUR } from '../../functions/domain/network-allowance.ts';
import type { Arguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { recordOrder } from './orders.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { done, facts, refused, table, UsageError } from './outcome.ts';

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** Seconds. What lasts longer belongs into the setting `networkAllowances`. */
const LONGEST = 7 * 86_400;

const allowancesOf = ({ clients, tables, now }: Context) =>
  new DynamoDbNetworkAllowances(clients.documents, tables.resets, { now });

function networkOf({ positionals: [network = ''] }: Arguments): string {
  const error = networkError(network);
  if (error !== undefined) throw new UsageError('CIDR', error);
  return network;
}

function startsOf(given: Arguments): number {
  const starts = given.option('starts') ?? '';
  const perHour = /^\d{1,6}$/.test(starts) ? Number(starts) : Number.NaN;
  if (perHour >= PER_HOUR.minimum && perHour <= PER_HOUR.maximum) return perHour;
  throw new UsageError('--starts', `must be a number from ${PER_HOUR.minimum} to ${PER_HOUR.maximum}, such as 200`);
}

function secondsOf(given: Arguments): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(given.option('for') ?? '') ?? [];
  const seconds = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (seconds > 0 && seconds <= LONGEST) return seconds;
  throw new UsageError(
    '--for',
    'must be a time such as 30m, 4h or 2d, at most 7d; for good, use the setting networkAllowances',
  );
}

export const networksAllow: Command = {
  usage: 'CIDR --starts N --for TIME [--reason TEXT]',
  summary: 'lets the addresses of a network make more starts in an hour, for some time',
  details: `  CIDR               such as 203.0.113.0/24 (/8 to /32) or 2001:db8:1::/48 (/24 to /64)
  --starts N         resets that each address of the network may start in an hour, and logins that may fail: 1 to 100,000
  --for TIME         how long it lasts: 30m, 4h, 2d; at most 7d
${REASON_HELP}

Use it when an office behind one address is refused with 429. The functions follow within seconds. A smaller number
than the stage's own limits has no effect. A second order for the same network replaces the first.`,
  options: { ...REASON, starts: { type: 'string' }, for: { type: 'string' } },
  positionals: [1, 1],
  async run(context, given) {
    const network = networkOf(given);
    const perHour = startsOf(given);
    const seconds = secondsOf(given);
    const reason = await reasonOf(context, given);
    const until = epochSeconds(context.now()) + seconds;
    const ends = fromEpochSeconds(until).toISOString();
    await recordOrder(context, 'network_allowance_ordered', {
      reason: `${network} ${perHour} an hour until ${ends}: ${reason}`,
    });
    if (!(await allowancesOf(context).add({ network, perHour, until }))) {
      return refused(
        'CIDR',
        `there are ${MOST_ALLOWANCES} networks already`,
        'wait until one ends, or join neighbouring networks; `networks list` shows them',
      );
    }
    return done(facts({ Network: network, 'Each hour': `${perHour} for each address`, Until: ends }), {
      network,
      perHour,
      until: ends,
    });
  },
};

export const networksList: Command = {
  usage: '',
  summary: 'shows the networks that may make more starts, and until when',
  details:
    'It shows the orders of `networks allow`, and the networks of the setting networkAllowances, which do not end.',
  positionals: [0, 0],
  async run(context) {
    const ordered = (await allowancesOf(context).current()).map(({ network, perHour, until }) => ({
      network,
      perHour,
      until: fromEpochSeconds(until).toISOString(),
    }));
    const fixed = (await context.settings()).networkAllowances.map((entry) => {
      const [network = '', perHour = ''] = entry.split('=');
      return { network, perHour: Number(perHour), until: null };
    });
    const networks = [...fixed, ...ordered];
    return done(
      table(
        ['NETWORK', 'EACH HOUR', 'UNTIL'],
        networks.map(({ network, perHour, until }) => [network, String(perHour), until ?? 'always (setting)']),
      ),
      { networks },
    );
  },
};
