import { DIRECTORIES } from '../../../functions/operations/fields.ts';
import { overBudget } from '../../../bench/bundles/budget.ts';
import { bundlesWith, partOf } from '../../../bench/bundles/parts.ts';
import { readRecorded } from '../../../bench/bundles/record.ts';

const recorded = readRecorded();

// Where a larger bundle is meant: npm run bench:bundles -- --record
test.each(DIRECTORIES)('with the directory %s no function outgrows its budget', (directory) => {
  expect(overBudget(recorded[directory], bundlesWith(directory))).toEqual([]);
});

test('what grew is named, the most first, and what became smaller is not', () => {
  const before = { verify: { zod: 51_200, 'functions/domain': 10_240, '@smithy/core': 5120 } };
  const present = { verify: { zod: 53_248, 'functions/domain': 12_288, '@smithy/core': 1024, kms: 4096 } };
  expect(overBudget(before, present)).toEqual([
    'verify has 69.0 KiB of at most 66.3 KiB: kms +4.0 KiB (new), zod +2.0 KiB, functions/domain +2.0 KiB',
  ]);
});

test('two percent are no growth, and a function that nobody recorded is named', () => {
  expect(overBudget({ verify: { zod: 1000 } }, { verify: { zod: 1020 } })).toEqual([]);
  expect(overBudget({ verify: { zod: 1000 } }, { verify: { zod: 1021 } })).toHaveLength(1);
  expect(overBudget({}, { verify: { zod: 1 } })).toEqual(['verify has no recorded size']);
});

test('a file belongs to its package, or to its folder', () => {
  expect(partOf('node_modules/@smithy/core/dist-es/index.js')).toBe('@smithy/core');
  expect(partOf('node_modules/a/node_modules/zod/index.js')).toBe('zod');
  expect(partOf('functions/adapters/directories/webhook/error.ts')).toBe('functions/adapters');
  expect(partOf('functions/operations/fields.ts')).toBe('functions/operations');
});
