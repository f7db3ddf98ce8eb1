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
    ['semicolons', 'User ID;E-mail\nalice;a@example.com'],
    ['tabs', 'login\tmail\nalice\ta@example.com'],
    ['a line sep=', 'sep=;\r\nuserId;addresses\r\nalice;a@example.com'],
    ['another spelling of the header', 'USER_NAME,e-mail address\nalice,a@example.com'],
    ['blank rows', 'userId,addresses\n,\nalice,a@example.com\n , \n'],
    ['a separator at the end of the addresses', 'userId,addresses\nalice,a@example.com;'],
  ])('of a file with %s are read', (_what, text) => {
    const { good, refused } = read(text);
    expect(refused).toEqual([]);
    expect(good.map(({ user }) => user)).toEqual([{ userId: 'alice', addresses: ['a@example.com'], status: 'active' }]);
  });

  test('have several addresses in one field, separated as people do', () => {
    const { good } = read('userId,addresses\nalice,"a@example.com, b@example.com;c@example.com\nd@example.com"');
    expect(good[0]?.user.addresses).toHaveLength(4);
  });

  test('are numbered as the spreadsheet counts, also after a line sep=', () => {
    expect(read('sep=;\nuserId;addresses\nalice;nope').refused).toMatchObject([{ row: 3 }]);
  });

  test.each([
    ['latin1', Buffer.from('userId,addresses\nM\u00fcller,m@example.com', 'latin1'), 'latin1'],
    ['utf-16', Buffer.from('\ufeffuserId\taddresses\nM\u00fcller\tm@example.com', 'utf16le'), undefined],
  ] as const)('are read in %s', (_name, bytes, encoding) => {
    expect(userRows(bytes, encoding).good[0]?.user.userId).toBe('M\u00fcller');
  });

  test.each([
    ['an ID with an invisible character', 'ali\u200bce,a@example.com,', 'userId', 'has an invisible character'],
    ['an ID in decomposed form', 'Mu\u0308ller,a@example.com,', 'userId', 'accents as characters of their own'],
    ['a link as address', 'alice,mailto:a@example.com,', 'addresses', 'address 1 is a link'],
    ['an invisible character in an address', 'alice,a\u200b@example.com,', 'addresses', 'has an invisible character'],
    ['a domain without a dot', 'alice,a@example,', 'addresses', 'has no valid domain'],
    ['a domain with a wrong label', 'alice,a@-x.example.com,', 'addresses', 'has no valid domain'],
    ['two dots before the @', 'alice,a..b@example.com,', 'addresses', 'before the @ that mail systems refuse'],
    ['a script before the @ that SES does not take', 'alice,\u4e2d@example.com,', 'addresses', 'before the @'],
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
    ['a header of other words', 'person,phone\na,b', 'has no column userId, addresses'],
    ['an unknown column', 'userId,addresses,phone\na,b@example.com,c', 'an unknown column'],
    ['a column of passwords', 'userId,addresses,Password\na,b@example.com,c', 'name it passwordHash if it has hashes'],
    ['a column twice', 'userId,addresses,userId\na,b@example.com,c', 'or a column twice'],
    ['a quote that does not end', 'userId,addresses\n"alice,a@example.com\n', 'a quoted field does not end'],
  ])('of a file with %s are not read at all', (_what, text, message) => {
    expect(() => read(text)).toThrow(UsageError);
    expect(() => read(text)).toThrow(message);
  });

  test('may bring hashes of passwords along', () => {
    const { good, refused } = read(
      'userId,addresses,Password Hash\nalice,a@example.com,$2y$10$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi\n' +
        'bob,b@example.com,\ncarol,c@example.com,{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr\n',
    );
    expect(refused).toEqual([]);
    expect(good.map(({ user }) => user.passwordHash)).toEqual([
      'imported:$2y$10$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi',
      undefined,
      'imported:{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr',
    ]);
  });

  test.each([
    ['a password', 'hunter2', 'is no hash; a password itself is never accepted'],
    ['unsalted MD5', '5f4dcc3b5aa765d61d8327deb882cf99', 'is an unsalted MD5 hash'],
    ['unsalted MD5 of Django', 'md5$$5f4dcc3b5aa765d61d8327deb882cf99', 'is an unsalted MD5 hash'],
    ['unsalted SHA-1', '{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=', 'is an unsalted SHA hash'],
    ['SHA-crypt', '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjlO', 'is of a kind that is not accepted'],
    ['argon2 of an old version', '"$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$AAAA"', 'is argon2 of the old version 16'],
    ['a cheap bcrypt', '$2y$04$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi', 'than a cost from 8 to 13'],
    ['a costly bcrypt', '$2y$31$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi', 'than a cost from 8 to 13'],
  ])('with %s in place of a hash are refused, and the value is not repeated', (_what, value, reason) => {
    const { good, refused } = read(`userId,addresses,passwordHash\nalice,a@example.com,${value}\n`);
    expect(good).toEqual([]);
    expect(refused).toEqual([
      { row: 2, field: 'passwordHash', reason: expect.stringContaining(reason), fix: expect.any(String) },
    ]);
    expect(JSON.stringify(refused)).not.toContain(value);
  });

  test('of a file in another encoding are not read at all', () => {
    const bytes = Buffer.concat([
      Buffer.from('userId,addresses\nM'),
      Buffer.from([0xfc]),
      Buffer.from('ller,m@example.com'),
    ]);
    expect(() => userRows(bytes)).toThrow('is not UTF-8; save it as "CSV UTF-8", or add --encoding latin1');
  });
});

test('the file of refused rows has row, field, reason and fix, and quotes no value', () => {
  const { refused } = read('userId,addresses\nalice,=HYPERLINK(1)\n');
  expect(refusedRowsFile(refused)).toBe(
    'row,field,reason,fix\r\n2,addresses,"address 1 is not an address","write it as name@example.com"\r\n',
  );
});
