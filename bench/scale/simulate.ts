import type { Station } from './stations.ts';

/** A sequence of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Beyond it the normal distribution is as good, and adding up would take too long. */
const MANY = 50;

/** How many events come in a second in which so many are expected. */
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
  readonly station: Station;
  /** The share of the resets that were refused. */
  readonly refused: number;
  /** Seconds that the last of a lane waits when the time is over. */
  readonly behind: number;
}

interface Lane {
  /** Units that it takes at once now. */
  tokens: number;
  /** Units that wait. */
  waiting: number;
}

/**
 * Lets resets arrive at random, second by second, and pass a station. A lane that refuses is a bucket that fills by its capacity and holds
 * one second of it and its burst; a lane that lets wait works off its capacity in each second.
 */
export function simulate(station: Station, perSecond: number, seconds: number, random: () => number): Passed {
  const { load, capacity, burst, excess, per } = station;
  if (per === 'day') return simulateDay(station, perSecond, random);
  // A capacity below one reset's load is gathered over more than a second.
  const most = Math.max(capacity, load) + burst;
  const lanes: Lane[] = Array.from({ length: station.lanes }, () => ({ tokens: most, waiting: 0 }));
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
  return {
    station,
    refused: arrived === 0 ? 0 : refused / arrived,
    behind: Math.max(...lanes.map(({ waiting }) => waiting / capacity)),
  };
}

const DAY = 86_400;

/** What is spent is spent until the day ends. */
function simulateDay(station: Station, perSecond: number, random: () => number): Passed {
  const arrived = poisson(perSecond * DAY, random);
  const taken = Math.min(arrived, Math.floor(station.capacity / station.load));
  return { station, refused: arrived === 0 ? 0 : (arrived - taken) / arrived, behind: 0 };
}

/** More refused than this, or a longer wait, is what people notice. */
const NOTICED = { refused: 0.01, behind: 30 };

export const isOver = ({ refused, behind }: Passed): boolean => refused > NOTICED.refused || behind > NOTICED.behind;
