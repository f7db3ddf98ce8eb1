import { setImmediate } from 'node:timers/promises';
import { deriveOtp } from '../../../functions/domain/one-time-password.ts';

test('10. a million codes: uniform by chi-square, leading zeros kept', async () => {
  const CODES = 1_000_000;
  const DIGITS = 6;
  const pepper = { version: 'v', key: Buffer.alloc(32, 7) };
  const counts = Array.from({ length: DIGITS }, () => Array<number>(10).fill(0));
  let leadingZeros = 0;
  for (let issue = 0; issue < CODES; issue++) {
    // Lets the connection to Jest be served, which would break in the minutes that this takes on a busy machine.
    if (issue % 10_000 === 0) await setImmediate();
    const code = deriveOtp(pepper, { key: 'RESET#fixed', issue }, DIGITS).reveal();
    if (code.length !== DIGITS) throw new Error(`a code has ${code.length} digits`);
    if (code.startsWith('0')) leadingZeros++;
    for (let position = 0; position < DIGITS; position++) {
      const column = counts[position] ?? [];
      const digit = Number(code[position]);
      column[digit] = (column[digit] ?? 0) + 1;
    }
  }
  const expected = CODES / 10;
  const chiSquares = counts.map((column) => column.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0));
  // With 9 degrees of freedom, one value in ten thousand is above 33.7. The pepper is fixed, so the value is always
  // the same.
  expect(Math.max(...chiSquares)).toBeLessThan(33.7);
  expect(Math.abs(leadingZeros - expected)).toBeLessThan(4 * Math.sqrt(expected * 0.9));
});
