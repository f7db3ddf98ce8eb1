import { missing } from '../../release/checkout.ts';

test('a copy without the history says which revision it lacks, and how to get it', () => {
  expect(missing('v99.0.0')).toBe('this copy has no revision v99.0.0: git fetch --unshallow --tags');
});
