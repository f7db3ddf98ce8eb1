/** Statistics that compare two samples of times. Pure: the only randomness is a generator with a seed. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Estimate extends Interval {
  readonly value: number;
}

/** Standard normal quantiles of two-sided intervals. */
export const Z = { ninetyFive: 1.959964, ninetyNine: 2.575829 } as const;

const sorted = (sample: ArrayLike<number>): Float64Array => Float64Array.from(sample).sort();

function checkSize(...samples: readonly ArrayLike<number>[]): void {
  if (samples.some(({ length }) => length === 0)) throw new RangeError('a sample is empty');
}

/** The value at position `index` of a list that is known to be long enough. */
function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no value ${index} among ${values.length}`);
  return value;
}

const medianOfSorted = (values: Float64Array): number =>
  (at(values, Math.floor((values.length - 1) / 2)) + at(values, Math.ceil((values.length - 1) / 2))) / 2;

/** The middle value, or the mean of the two middle ones; throws a RangeError for an empty sample. */
export function median(sample: ArrayLike<number>): number {
  checkSize(sample);
  return medianOfSorted(sorted(sample));
}

/**
 * The smallest value that so large a share of the sample does not exceed (nearest rank); throws a RangeError for an
 * empty sample.
 *
 * @param share from 0 to 1
 */
export function quantile(sample: ArrayLike<number>, share: number): number {
  checkSize(sample);
  return at(sorted(sample), Math.max(0, Math.ceil(share * sample.length) - 1));
}

/**
 * Numbers in [0, 1) by the generator mulberry32: the same for the same seed, good enough for resampling and
 * shuffling.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy in random order. */
export function shuffled<Entry>(entries: readonly Entry[], random: () => number): Entry[] {
  const keyed = entries.map((entry) => ({ entry, key: random() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ entry }) => entry);
}

/**
 * The median of as many draws from a sorted sample. The draws are counted, not sorted: thousands of times that is too
 * slow.
 */
function resampledMedian(values: Float64Array, random: () => number): number {
  const size = values.length;
  const draws = new Uint16Array(size);
  for (let draw = 0; draw < size; draw += 1) {
    const index = Math.floor(random() * size);
    draws[index] = (draws[index] ?? 0) + 1;
  }
  let [position, seen] = [0, draws[0] ?? 0];
  const advanceTo = (rank: number): number => {
    while (seen <= rank) seen += draws[(position += 1)] ?? 0;
    return at(values, position);
  };
  return (advanceTo(Math.floor((size - 1) / 2)) + advanceTo(Math.ceil((size - 1) / 2))) / 2;
}

/**
 * The difference of the medians, `left − right`, with a 95 % interval by the percentile bootstrap.
 *
 * @param resamples 2,000 keep the ends of the interval steady to a few per cent of its width
 */
export function medianDifference(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  { seed = 1, resamples = 2000 }: { seed?: number; resamples?: number } = {},
): Estimate {
  checkSize(left, right);
  const random = seededRandom(seed);
  const [a, b] = [sorted(left), sorted(right)];
  const differences = new Float64Array(resamples);
  for (let index = 0; index < resamples; index += 1)
    differences[index] = resampledMedian(a, random) - resampledMedian(b, random);
  differences.sort();
  return {
    value: median(left) - median(right),
    low: at(differences, Math.floor(0.025 * (resamples - 1))),
    high: at(differences, Math.ceil(0.975 * (resamples - 1))),
  };
}

/**
 * The two-sample Kolmogorov–Smirnov test. The statistic is the largest distance between the two distribution
 * functions; the p-value is the asymptotic one with Stephens' correction for small samples. Ties make it too large,
 * never too small.
 */
export function kolmogorovSmirnov(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
): { statistic: number; pValue: number } {
  checkSize(left, right);
  const [a, b] = [sorted(left), sorted(right)];
  let [i, j, statistic] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(at(a, i), at(b, j));
    while (i < a.length && at(a, i) === value) i += 1;
    while (j < b.length && at(b, j) === value) j += 1;
    statistic = Math.max(statistic, Math.abs(i / a.length - j / b.length));
  }
  const effective = Math.sqrt((a.length * b.length) / (a.length + b.length));
  return { statistic, pValue: kolmogorovTail((effective + 0.12 + 0.11 / effective) * statistic) };
}

/** The chance that a Kolmogorov variable is larger than `lambda`. */
function kolmogorovTail(lambda: number): number {
  // The series converges too slowly here, and the chance is 1 to 15 digits.
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) sum += 2 * (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * lambda * lambda);
  return Math.min(1, Math.max(0, sum));
}

/** For each value, the share of `others` that is smaller; a tie counts half. */
function placements(values: ArrayLike<number>, others: Float64Array): Float64Array {
  return Float64Array.from(values, (value) => {
    const smaller = countBelow(others, (other) => other < value);
    const smallerOrEqual = countBelow(others, (other) => other <= value);
    return (smaller + smallerOrEqual) / 2 / others.length;
  });
}

/** Number of the sorted values, from the first, that fulfil the condition. */
function countBelow(values: Float64Array, condition: (value: number) => boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (condition(at(values, middle))) low = middle + 1;
    else high = middle;
  }
  return low;
}

function meanAndVariance(values: Float64Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: values.length > 1 ? squares / (values.length - 1) : 0 };
}

/**
 * The area under the ROC curve of the distinguisher that calls one side slower than the other: the chance that it
 * tells one value of each side apart (Mann–Whitney, a tie counts half). Folded to 0.5 … 1, because an attacker may as
 * well turn the rule round. The interval is DeLong's, folded too: where it reaches over 0.5, its low end is 0.5.
 *
 * @param z the normal quantile of the interval, see {@link Z}
 */
export function distinguisherAuc(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  z: number = Z.ninetyFive,
): Estimate {
  checkSize(left, right);
  const ofLeft = meanAndVariance(placements(left, sorted(right)));
  const ofRight = meanAndVariance(placements(right, sorted(left)));
  const half = z * Math.sqrt(ofLeft.variance / left.length + ofRight.variance / right.length);
  const folded = Math.max(ofLeft.mean, 1 - ofLeft.mean);
  return {
    value: folded,
    low: Math.max(0.5, folded - half),
    high: Math.min(1, folded + half),
  };
}
