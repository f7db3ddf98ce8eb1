import { DIRECTORIES, type DirectoryName } from '../../../functions/operations/fields.ts';
import { type BundleInputs, bundlesWith } from '../../../testkit/bundles.ts';

/** Bytes in a bundle by origin: an npm package, or a folder of this repository. */
type Parts = Readonly<Record<string, number>>;

interface Bundle {
  readonly name: string;
  readonly directory: DirectoryName;
  /** Whether the bundle carries the user directory, and so differs from one directory to another. */
  readonly hasDirectory: boolean;
  readonly parts: Parts;
}

/**
 * KiB of a function that has no line of its own: middy, zod, Powertools, and the clients of DynamoDB and Secrets
 * Manager.
 */
const DEFAULT = 305;

/** KiB of the functions that differ from the rest, with the built-in directory. A new operation needs no line. */
const BUDGETS: Readonly<Record<string, number>> = {
  // bcryptjs (20 KiB), for hashes that were imported; it is loaded when the first of them is verified.
  'log-in': 330,
  // The directory with its password hash, bcryptjs, the password policy and its words.
  'complete-reset': 390,
  // The directory, SES's client, and the mails in each language.
  // Six kinds of mails with times in the reader's zone, limits by address, the refusal of a reported password,
  // and the bcryptjs of the directory, which these two never load.
  'mail-consumer': 426,
  redelivery: 426,
  // No HTTP and no captcha.
  'audit-consumer': 260,
  'mail-events': 270,
  'settings-record': 255,
  // HTTP and one table, without captcha and secrets; bcryptjs, as for log-in.
  'who-am-i': 302,
  // EventBridge's client.
  'event-publisher': 305,
  // S3's client.
  'archive-digest': 440,
};

/** KiB that a directory needs beyond the built-in one: Cognito's client, signed calls, or LDAP's protocol. */
const DIRECTORY: Readonly<Record<DirectoryName, number>> = { 'built-in': 0, cognito: 35, webhook: 16, ldap: 62 };

/** Parts that a sentence names. */
const NAMED = 3;

const PACKAGE = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** `functions/adapters/ses/mailer.ts` is of `functions/adapters`, and a file of a package of that package. */
const partOf = (file: string): string => PACKAGE.exec(file)?.[1] ?? file.split('/').slice(0, -1).slice(0, 2).join('/');

function bundleOf(name: string, directory: DirectoryName, inputs: BundleInputs): Bundle {
  const parts: Record<string, number> = {};
  for (const [file, bytes] of Object.entries(inputs)) parts[partOf(file)] = (parts[partOf(file)] ?? 0) + bytes;
  return { name, directory, hasDirectory: `functions/runtime/directories/${directory}.ts` in inputs, parts };
}

const allBundles = (): Bundle[] =>
  DIRECTORIES.flatMap((directory) =>
    Object.entries(bundlesWith(directory)).map(([name, inputs]) => bundleOf(name, directory, inputs)),
  );

const kibibytes = ({ parts }: Bundle): number => Object.values(parts).reduce((sum, bytes) => sum + bytes, 0) / 1024;

const budgetOf = ({ name, directory, hasDirectory }: Bundle): number =>
  (BUDGETS[name] ?? DEFAULT) + (hasDirectory ? DIRECTORY[directory] : 0);

/** A sentence for each bundle over its budget. It names the largest parts that the smallest bundle does not have. */
function overBudget(bundles: readonly Bundle[]): string[] {
  const [smallest] = bundles.toSorted((one, other) => kibibytes(one) - kibibytes(other));
  return bundles
    .filter((bundle) => kibibytes(bundle) > budgetOf(bundle))
    .map((bundle) => {
      const beyond = Object.entries(bundle.parts)
        .map(([part, bytes]) => ({ part, bytes: bytes - (smallest?.parts[part] ?? 0) }))
        .filter(({ bytes }) => bytes > 0)
        .toSorted((one, other) => other.bytes - one.bytes)
        .slice(0, NAMED);
      const named = beyond.map(({ part, bytes }) => `${part} ${(bytes / 1024).toFixed(1)}`).join(', ');
      const size = `${kibibytes(bundle).toFixed(1)} KiB of at most ${budgetOf(bundle)}`;
      return `${bundle.name} (${bundle.directory}) has ${size}; beyond ${smallest?.name}: ${named}`;
    });
}

test('no function outgrows its budget, with any directory', () => {
  const bundles = allBundles();
  expect(new Set(bundles.map(({ directory }) => directory))).toEqual(new Set(DIRECTORIES));
  expect(bundles.every((bundle) => kibibytes(bundle) > 100)).toBe(true);
  expect(overBudget(bundles)).toEqual([]);
});

const bundle = (name: string, parts: Parts, changes: Partial<Bundle> = {}): Bundle => ({
  name,
  directory: 'built-in',
  hasDirectory: false,
  parts,
  ...changes,
});

test('a bundle over its budget is named with the parts that the smallest bundle does not have', () => {
  const small = bundle('a-new-step', { zod: 50 * 1024, 'functions/domain': 10 * 1024 });
  const large = bundle('another', { ...small.parts, '@aws-sdk/client-kms': 250 * 1024, 'functions/domain': 12 * 1024 });
  expect(overBudget([small, large])).toEqual([
    'another (built-in) has 312.0 KiB of at most 305; beyond a-new-step: @aws-sdk/client-kms 250.0, functions/domain 2.0',
  ]);
});

test('a budget is met by as many KiB and broken by one byte more, and a new function has one', () => {
  expect(overBudget([bundle('a-new-step', { zod: 305 * 1024 })])).toEqual([]);
  expect(overBudget([bundle('a-new-step', { zod: 305 * 1024 + 1 })])).toHaveLength(1);
});

test('only a function that has the directory may be larger with another one', () => {
  expect(budgetOf(bundle('redelivery', {}, { directory: 'ldap', hasDirectory: true }))).toBe(426 + 62);
  expect(budgetOf(bundle('redelivery', {}, { directory: 'ldap' }))).toBe(426);
});

test('a file belongs to its package, or to its folder', () => {
  expect(partOf('node_modules/@smithy/core/dist-es/index.js')).toBe('@smithy/core');
  expect(partOf('node_modules/a/node_modules/zod/index.js')).toBe('zod');
  expect(partOf('functions/adapters/directories/webhook/error.ts')).toBe('functions/adapters');
  expect(partOf('functions/operations/fields.ts')).toBe('functions/operations');
});
