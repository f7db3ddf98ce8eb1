/** Programs' ways to hash a password, of which an import can bring hashes along. */
export const SCHEMES = [
  'bcrypt',
  'scrypt',
  'argon2i',
  'argon2id',
  'pbkdf2-sha256',
  'pbkdf2-sha512',
  'ssha',
  'ssha256',
  'ssha512',
] as const;

export type Scheme = (typeof SCHEMES)[number];

/**
 * Work of a verification. Parameters: of bcrypt the cost; of scrypt ln, r and p; of argon2 m (KiB), t and p; of PBKDF2
 * the iterations; of salted digests none.
 */
export interface Work {
  readonly scheme: Scheme;
  readonly parameters: readonly number[];
}

/** Maximum number of kinds in a table: every login does the work of each. */
export const MAXIMUM_KINDS = 6;

interface Bounds {
  /** Minimum and maximum of each parameter. */
  readonly each: readonly (readonly [minimum: number, maximum: number])[];
  /** Amount of work in a unit of its own, with its minimum and maximum. */
  readonly amount?: {
    readonly of: (...parameters: number[]) => number;
    readonly within: readonly [minimum: number, maximum: number];
  };
  /** The same in words. */
  readonly words: string;
}

const ARGON2: Bounds = {
  each: [
    [1024, 131_072],
    [1, 10],
    [1, 8],
  ],
  amount: { of: (memory = 0, passes = 0) => memory * passes, within: [8192, 524_288] },
  words: 'm from 1024 to 131072 KiB, t from 1 to 10, p from 1 to 8, and m × t from 8192 to 524288',
};

const PBKDF2: Bounds = { each: [[10_000, 2_000_000]], words: '10000 to 2000000 iterations' };

const SALTED: Bounds = { each: [], words: 'a salt of 4 to 64 bytes' };

/**
 * A login may take a second for each kind of hash at most, and 128 MiB of the function's memory. What is cheaper than
 * the minimum protects a stolen table no better than a plain digest.
 */
const BOUNDS: Readonly<Record<Scheme, Bounds>> = {
  bcrypt: { each: [[8, 13]], words: 'a cost from 8 to 13' },
  scrypt: {
    each: [
      [13, 17],
      [8, 8],
      [1, 10],
    ],
    amount: { of: (ln = 0, _r = 0, p = 0) => 2 ** ln * p, within: [2 ** 14, 2 ** 18] },
    words: 'ln from 13 to 17, r=8, p from 1 to 10, and 2^ln × p from 2^14 to 2^18',
  },
  argon2i: ARGON2,
  argon2id: ARGON2,
  'pbkdf2-sha256': PBKDF2,
  'pbkdf2-sha512': PBKDF2,
  ssha: SALTED,
  ssha256: SALTED,
  ssha512: SALTED,
};

const within = (value: number, [minimum, maximum]: readonly [number, number]): boolean =>
  value >= minimum && value <= maximum;

/** Returns what is accepted of the scheme, in words, if this work is not; undefined if it is. */
export function workError({ scheme, parameters }: Work): string | undefined {
  const { each, amount, words } = BOUNDS[scheme];
  const fits =
    parameters.length === each.length &&
    each.every((bounds, index) => within(parameters[index] ?? Number.NaN, bounds)) &&
    (amount === undefined || within(amount.of(...parameters), amount.within));
  return fits ? undefined : words;
}

/** Whether a verification takes so little time that no login shows it: a few microseconds. */
export const isFree = ({ scheme }: Work): boolean => scheme.startsWith('ssha');

/** Writes a work as `bcrypt-12`, `scrypt-16-8-1`, `argon2id-65536-3-4`, `pbkdf2-sha256-600000` or `ssha`. */
export const workText = ({ scheme, parameters }: Work): string => [scheme, ...parameters].join('-');

/** Reads what {@link workText} writes; undefined if it is nothing of that kind. */
export function readWork(text: string): Work | undefined {
  const [, name, numbers = ''] = /^([a-z0-9]+?(?:-sha(?:256|512))?)((?:-[1-9]\d{0,6})*)$/.exec(text) ?? [];
  const scheme = SCHEMES.find((each) => each === name);
  return scheme && { scheme, parameters: numbers.split('-').slice(1).map(Number) };
}
