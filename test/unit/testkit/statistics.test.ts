import {
  distinguisherAuc,
  kolmogorovSmirnov,
  median,
  medianDifference,
  quantile,
  seededRandom,
  shuffled,
  Z,
} from '../../../testkit/measuring/statistics.ts';

/** A sample of a normal distribution (Box–Muller). */
function normal(size: number, seed: number, { mean = 0, deviation = 1 } = {}): number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: size },
    () => mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

const SEEDS = Array.from({ length: 300 }, (_, index) => index);

/** Two independent samples of the same normal distribution. */
const equalPair = (size: number, seed: number) => [normal(size, seed), normal(size, seed + 10_000)] as const;

describe('the median', () => {
  test('is the middle value or the mean of the two middle ones', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([10, 1, 2, 9])).toBe(5.5);
    expect(median([100, 20, 3])).toBe(20);
  });

  test('of nothing is refused', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('a quantile', () => {
  test('is the smallest value that so large a share does not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.95, 0.99, 1].map((share) => quantile(hundred, share))).toEqual([50, 95, 99, 100]);
    expect(quantile([7], 0.5)).toBe(7);
    expect(quantile([10, 9, 100], 0.99)).toBe(100);
  });

  test('of nothing is refused', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});

describe('the difference of medians', () => {
  test('of a shifted sample is the shift, inside its interval', () => {
    const difference = medianDifference(normal(1000, 1, { mean: 12 }), normal(1000, 2, { mean: 10 }));
    expect(difference.low).toBeLessThan(2);
    expect(difference.high).toBeGreaterThan(2);
    expect(difference.high - difference.low).toBeLessThan(0.35);
  });

  test('is the same for the same seed', () => {
    const [left, right] = equalPair(50, 3);
    expect(medianDifference(left, right, { seed: 7 })).toEqual(medianDifference(left, right, { seed: 7 }));
    expect(medianDifference(left, right, { seed: 7 })).not.toEqual(medianDifference(left, right, { seed: 8 }));
  });

  test('has an interval that covers the truth in about 95 of 100 cases', () => {
    const covered = SEEDS.filter((seed) => {
      const { low, high } = medianDifference(...equalPair(60, seed), { seed, resamples: 300 });
      return low <= 0 && high >= 0;
    });
    expect(covered.length / SEEDS.length).toBeGreaterThan(0.91);
    expect(covered.length / SEEDS.length).toBeLessThan(0.99);
  });
});

describe('the Kolmogorov–Smirnov test', () => {
  test('gives the known statistic and p-value', () => {
    const { statistic, pValue } = kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6]);
    expect(statistic).toBe(0.5);
    expect(pValue).toBeGreaterThan(0.5);
    // Table of the Kolmogorov distribution: 1.358 is exceeded with chance 0.05.
    const grid = Array.from({ length: 20_000 }, (_, index) => index);
    const shift = Math.round(1.358 * 20_000 * Math.sqrt(2 / 20_000));
    const moved = grid.map((value) => value + shift);
    expect(kolmogorovSmirnov(grid, moved).pValue).toBeCloseTo(0.05, 2);
  });

  test('is sure that equal samples are equal and that separate ones are not', () => {
    expect(kolmogorovSmirnov([5, 5, 5], [5, 5, 5])).toEqual({ statistic: 0, pValue: 1 });
    const { statistic, pValue } = kolmogorovSmirnov(normal(100, 1), normal(100, 2, { mean: 50 }));
    expect(statistic).toBe(1);
    expect(pValue).toBeLessThan(1e-20);
  });

  test('calls equal distributions different in about 5 of 100 cases at the level 0.05', () => {
    const called = SEEDS.filter((seed) => kolmogorovSmirnov(...equalPair(150, seed)).pValue < 0.05);
    expect(called.length / SEEDS.length).toBeLessThan(0.09);
    expect(called.length).toBeGreaterThan(2);
  });

  test('sees a difference of spread that no median shows', () => {
    const [narrow, wide] = [normal(500, 1), normal(500, 2, { deviation: 3 })];
    expect(kolmogorovSmirnov(narrow, wide).pValue).toBeLessThan(1e-6);
    expect(distinguisherAuc(narrow, wide).low).toBe(0.5);
  });
});

describe('the AUC of the distinguisher', () => {
  test('counts pairs, and a tie half', () => {
    expect(distinguisherAuc([2, 3], [1, 2]).value).toBe((1 + 0.5 + 1 + 1) / 4);
    expect(distinguisherAuc([1, 2], [2, 3]).value).toBe((1 + 0.5 + 1 + 1) / 4);
  });

  test('is 0.5 for constants and 1 for separate samples, whichever is slower', () => {
    expect(distinguisherAuc([4, 4, 4], [4, 4, 4, 4])).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    expect(distinguisherAuc([1, 2, 3], [4, 5, 6]).value).toBe(1);
    expect(distinguisherAuc([4, 5, 6], [1, 2, 3]).value).toBe(1);
  });

  test('is that of theory for normal samples one deviation apart', () => {
    const { value, low, high } = distinguisherAuc(normal(2000, 1, { mean: 1 }), normal(2000, 2));
    // Φ(1/√2)
    expect(value).toBeCloseTo(0.7602, 1);
    expect(low).toBeLessThan(0.7602);
    expect(high).toBeGreaterThan(0.7602);
  });

  test('has an interval that covers the truth in about 95 of 100 cases', () => {
    const covered = SEEDS.filter((seed) => {
      const { low, high } = distinguisherAuc(normal(150, seed, { mean: 1 }), normal(150, seed + 10_000));
      return low <= 0.7602 && high >= 0.7602;
    });
    expect(covered.length / SEEDS.length).toBeGreaterThan(0.91);
    expect(covered.length / SEEDS.length).toBeLessThan(0.985);
  });

  test('never convicts equal samples of 150, and always a shift of one deviation', () => {
    const convicts = (left: number[], right: number[]) => distinguisherAuc(left, right, Z.ninetyNine).low > 0.55;
    expect(SEEDS.filter((seed) => convicts(...equalPair(150, seed)))).toEqual([]);
    expect(SEEDS.filter((seed) => !convicts(normal(150, seed, { mean: 1 }), normal(150, seed + 10_000)))).toEqual([]);
  });
});

test('a shuffle keeps every entry and depends on the seed alone', () => {
  const entries = Array.from({ length: 50 }, (_, index) => index);
  const once = shuffled(entries, seededRandom(5));
  expect(once).toEqual(shuffled(entries, seededRandom(5)));
  expect(once).not.toEqual(entries);
  expect(once.toSorted((a, b) => a - b)).toEqual(entries);
});
