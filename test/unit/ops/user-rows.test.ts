import { UsageError } from '../../../cli/ops/outcome.ts';
import { refusedRowsFile, userRows } from '../../../cli/ops/user-rows.ts';

const read = (text: string) => userRows(Buffer.from(text));

describe('the rows of a CSV file of users', () => {
  test('are read with quotes, CRLF, a byte order mark and letters of any script', () => {
    const { good, refused } = read(
      '\uFEFFuserId,addresses,status\r\n"Müller, ""Jo""",jo@example.com,\r\n小林,a@example.com  b@example.net,disabled\r\n',
    );
    expect(refused).toEqual([]);
    expect(good).toEqual([
      { row: 2, user: { userId: 'Müller, "Jo"', addresses: ['jo@example.com'], status: 'active' } },
      { row: 3, user: { userId: '小林', addresses: ['a@example.com', 'b@example.net'], status: 'disabled' } },
    ]);
  });

  test('may have their columns in another order, and no status', () => {
    expect(read('addresses,userId\na@example.com,alice').good).toEqual([
      { row: 2, user: { userId: 'alice', addresses: ['a@example.com'], status: 'active' } },
    ]);
  });

  test.each([
    ['an empty ID', ',a@example.com,', 'userId', 'is empty'],
    ['a space before the ID', '" alice",a@example.com,', 'userId', 'begins or ends with a space'],
    ['a control character in the ID', '"al\u0007ice",a@example.com,', 'userId', 'must not contain control characters'],
    ['no address', 'alice,,', 'addresses', 'has no address'],
    ['a wrong second address', 'alice,a@example.com nope,', 'addresses', 'address 2 is not an address'],
    ['an address twice', 'alice,a@example.com A@example.com,', 'addresses', 'has an address twice'],
    [
      'eleven addresses',
      `alice,${'abcdefghijk'.replaceAll(/./g, '$&@example.com ')},`,
      'addresses',
      'has more than 10',
    ],
    ['an unknown status', 'alice,a@example.com,locked', 'status', 'is unknown'],
    ['a missing field', 'alice,a@example.com', 'row', 'has 2 fields where the header has 3'],
    ['a field too many', 'alice,a@example.com,,x', 'row', 'has 4 fields where the header has 3'],
  ])('with %s are refused, and the others are not', (_what, line, field, reason) => {
    const { good, refused } = read(`userId,addresses,status\n${line}\nbob,b@example.com,\n`);
    expect(refused).toEqual([{ row: 2, field, reason: expect.stringContaining(reason), fix: expect.any(String) }]);
    expect(good.map(({ row, user }) => [row, user.userId])).toEqual([[3, 'bob']]);
  });

  test('name a user once: the second is refused with the number of the first', () => {
    const { good, refused } = read('userId,addresses\nalice,a@example.com\n\nalice,b@example.com\n');
    expect(good).toHaveLength(1);
    expect(refused).toMatchObject([{ row: 4, field: 'userId', reason: 'is already in row 2' }]);
  });

  test.each([
    ['no header', '', 'has no column userId, addresses'],
    ['a header of other words', 'user,mail\na,b', 'has no column userId, addresses'],
    ['semicolons', 'userId;addresses\na;b', 'separated by commas'],
    ['an unknown column', 'userId,addresses,password\na,b@example.com,c', 'an unknown column'],
    ['a column twice', 'userId,addresses,userId\na,b@example.com,c', 'or a column twice'],
    ['a quote that does not end', 'userId,addresses\n"alice,a@example.com\n', 'a quoted field does not end'],
  ])('of a file with %s are not read at all', (_what, text, message) => {
    expect(() => read(text)).toThrow(UsageError);
    expect(() => read(text)).toThrow(message);
  });

  test('of a file in another encoding are not read at all', () => {
    const bytes = Buffer.concat([
      Buffer.from('userId,addresses\nM'),
      Buffer.from([0xfc]),
      Buffer.from('ller,m@example.com'),
    ]);
    expect(() => userRows(bytes)).toThrow('is not UTF-8');
  });
});

test('the file of refused rows has row, field, reason and fix, and quotes no value', () => {
  const { refused } = read('userId,addresses\nalice,=HYPERLINK(1)\n');
  expect(refusedRowsFile(refused)).toBe(
    'row,field,reason,fix\r\n2,addresses,"address 1 is not an address","write it as name@example.com"\r\n',
  );
});
