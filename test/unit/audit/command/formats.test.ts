import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { asCsv, asTable } from '../../../../cli/audit/formats.ts';

const columns = ['audit.event', 'reason', 'empty'];

describe('CSV', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\uff1d1'])('%j is no formula any more', (cell) => {
    const [, row] = parse(asCsv({ columns, rows: [{ reason: cell }] })) as string[][];
    expect(row?.[1]).toBe(`'${cell}`);
  });

  test('a digest that begins with a hyphen, and a heading with @, are no formulas either', () => {
    expect(asCsv({ columns: ['@message'], rows: [{ '@message': '-_abc' }] })).toBe("'@message\r\n'-_abc");
  });

  test('whatever a cell holds, it comes back, with an apostrophe at most, and begins no formula', () => {
    const rows = fc.array(fc.record({ 'audit.event': fc.string(), reason: fc.string() }), { minLength: 1 });
    fc.assert(
      fc.property(rows, (given) => {
        const [, ...read] = parse(asCsv({ columns, rows: given })) as string[][];
        expect(read).toHaveLength(given.length);
        for (const [index, [, reason = '']] of read.entries()) {
          const { reason: before } = given[index] ?? {};
          expect([before, `'${before}`]).toContain(reason);
          expect(reason).not.toMatch(/^\s*[=+\-@]/);
        }
      }),
    );
  });
});

describe('a table', () => {
  test('leaves out columns in which nothing stands, and the prefix that every field has', () => {
    expect(asTable({ columns, rows: [{ 'audit.event': 'otp_locked', reason: 'x' }, { 'audit.event': 'y' }] })).toBe(
      'event       reason\notp_locked  x\ny',
    );
  });

  test('lets no value move the cursor', () => {
    expect(asTable({ columns, rows: [{ reason: '\u001b[2J' }] })).toBe('reason\n\uFFFD[2J');
  });
});
