import type { Settings } from '../../lib/settings/schema.ts';
import { seededRandom } from '../../testkit/measuring/statistics.ts';
import { fullness, type Measured, MOST, type Station, stationsAt } from './stations.ts';

/** Resets a minute. */
export const LEVELS = [1, 10, 100, 1000, 10_000, 100_000] as const;

/** Resets a minute below which no station may be full that only a change of the design raises. */
export const DESIGN_FLOOR = 10_000;

const DAY = 86_400;
/** Seconds in which a queue that grows is seen to grow. */
const HALF_AN_HOUR = 1800;
/** From so many on the normal distribution is as good, and a sum would take too long. */
const MANY = 50;
/** Users notice more refused resets than this share, or a longer wait in seconds. */
const NOTICED = { refused: 0.01, behind: 30 };
/** Shares of the capacity between which chance decides in a simulation. */
const CLOSE = { from: 0.7, to: 1.1 };

/** The number of events in a second in which so many are expected. */
export function poisson(expected: number, random: () => number): number {
  if (expected > MANY) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.max(0, Math.round(expected + Math.sqrt(expected) * normal));
  }
  const end = Math.exp(-expected);
  let count = -1;
  for (let product = 1; product > end; product *= random()) count += 1;
  return count;
}

export interface Passed {
  /** The share of the resets that were refused. */
  readonly refused: number;
  /** Seconds that the last reset of a lane waits at the end. */
  readonly behind: number;
}

/**
 * Resets arrive at random, second by second. A lane that refuses is a bucket that fills by its capacity and holds one
 * second of it and its burst; a lane that lets wait works off its capacity in each second; a day's quota is spent
 * once.
 */
export function simulate(station: Station, perSecond: number, seconds: number, random: () => number): Passed {
  const { load, capacity, burst, excess, per } = station;
  if (per === 'day') {
    const arrived = poisson(perSecond * DAY, random);
    const taken = Math.min(arrived, Math.floor(capacity / load));
    return { refused: arrived === 0 ? 0 : (arrived - taken) / arrived, behind: 0 };
  }
  // A capacity below one reset's load is gathered over more than a second.
  const most = Math.max(capacity, load) + burst;
  const lanes = Array.from({ length: station.lanes }, () => ({ tokens: most, waiting: 0 }));
  let [arrived, refused] = [0, 0];
  for (let second = 0; second < seconds; second += 1) {
    for (const lane of lanes) {
      const resets = poisson(perSecond / lanes.length, random);
      arrived += resets;
      if (excess === 'waits') {
        lane.waiting = Math.max(0, lane.waiting + resets * load - capacity);
        continue;
      }
      lane.tokens = Math.min(most, lane.tokens + capacity);
      const taken = load === 0 ? resets : Math.min(resets, Math.floor(lane.tokens / load));
      lane.tokens -= taken * load;
      refused += resets - taken;
    }
  }
  const behind = Math.max(...lanes.map(({ waiting }) => waiting / capacity));
  return { refused: arrived === 0 ? 0 : refused / arrived, behind };
}

export const isOver = ({ refused, behind }: Passed): boolean => refused > NOTICED.refused || behind > NOTICED.behind;

interface Load {
  readonly station: Station;
  readonly full: number;
}

export interface Level {
  readonly perMinute: number;
  readonly stations: readonly (Load & { readonly passed: Passed })[];
  /** Too full even with each setting at its maximum and every quota of AWS raised. */
  readonly staying: readonly Load[];
}

/** A level by arithmetic and by simulation, with the defaults of the stack and the quotas of a new account. */
export function levelAt(perMinute: number, measured: Measured, settings: Settings): Level {
  const perSecond = perMinute / 60;
  const random = seededRandom(perMinute);
  const loadOf = (station: Station): Load => ({ station, full: fullness(station, perSecond) });
  return {
    perMinute,
    stations: stationsAt(perSecond, measured, settings).map((station) => ({
      ...loadOf(station),
      passed: simulate(station, perSecond, HALF_AN_HOUR, random),
    })),
    staying: stationsAt(perSecond, measured, { ...settings, ...MOST })
      .map(loadOf)
      .filter(({ station, full }) => station.raisedBy !== 'AWS' && full > 1),
  };
}

/** A sentence for each station on which arithmetic and simulation do not agree. */
export const disagreements = ({ perMinute, stations }: Level): string[] =>
  stations
    .filter(({ full }) => full < CLOSE.from || full > CLOSE.to)
    .filter(({ full, passed }) => full > 1 !== isOver(passed))
    .map(({ station, full, passed: { refused, behind } }) => {
      const simulated = `${(100 * refused).toFixed(1)} % refused and ${behind.toFixed(0)} s behind`;
      return `${perMinute} a minute, ${station.name}: ${full.toFixed(2)} full, but ${simulated}`;
    });
