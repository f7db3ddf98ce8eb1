import * as fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { isAddress, type MimeMail, mimeMessage } from '../../../functions/adapters/ses/mime.ts';

const mail: MimeMail = {
  from: { name: 'Example Bank', address: 'no-reply@example.com' },
  to: 'alice@example.com',
  subject: 'Your code',
  text: 'Code\n\n04711815\n',
  html: '<p>04711815</p>',
};

const HEADERS = ['from', 'to', 'subject', 'auto-submitted', 'mime-version', 'content-type'];

/** Names of the headers that a parser finds, and the lines of the message. */
async function read(message: Buffer) {
  const parsed = await simpleParser(message);
  return { parsed, names: parsed.headerLines.map(({ key }) => key), lines: message.toString('latin1').split('\r\n') };
}

test('plain values stand in the headers as they are', () => {
  expect(mimeMessage(mail).toString().split('\r\n').slice(0, 8)).toEqual([
    'From: Example Bank',
    ' <no-reply@example.com>',
    'To: alice@example.com',
    'Subject: Your code',
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative;',
    ' boundary="=_password-reset"',
  ]);
});

test.each([
  ['Müller & Söhne', 'Your code'],
  ['Example (dev)', 'Ihr Code für „Beispiel“'],
  ['"Quoted", Inc.', 'رمزك لإعادة تعيين كلمة المرور في Example Bank، وهو صالح لعشر دقائق'],
  ['=?UTF-8?Q?already?=', '=?UTF-8?B?ZmFrZQ==?='],
  ['示例银行', '👩‍💻'.repeat(20)],
  ['Example Bank', 'a'.repeat(300)],
  [' padded ', ' padded '],
])('the name %j and the subject %j are read as they were given', async (name, subject) => {
  const { parsed, names, lines } = await read(mimeMessage({ ...mail, from: { ...mail.from, name }, subject }));
  expect(parsed.from?.value).toEqual([{ name, address: 'no-reply@example.com' }]);
  expect(parsed.subject).toBe(subject);
  expect(names).toEqual(HEADERS);
  for (const line of lines) expect(line).toMatch(/^[\t -~]{0,78}$/);
});

test.each([
  'Code\r\nBcc: eve@example.com',
  'Code\nBcc: eve@example.com',
  'Code\rBcc: eve@example.com',
  'Code\r\n\r\n<p>another body</p>',
  'Code\u0000\u0085\u2028Bcc: eve@example.com',
])('24. 29. the text %j adds no header, as a subject or as a name', async (text) => {
  const { parsed, names } = await read(mimeMessage({ ...mail, from: { ...mail.from, name: text }, subject: text }));
  expect(names).toEqual(HEADERS);
  expect(parsed.bcc).toBeUndefined();
  expect(parsed.from?.value).toHaveLength(1);
  expect(parsed.html).toBe(mail.html);
});

test('24. 29. no text whatever adds a header or changes a part', async () => {
  const hostile = fc.stringMatching(/^[\u0000-\u0020"'<>@,:;=?()\\A-Ca-c\u0085\u2028é\u{1f600}-]{0,90}$/u);
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (name, subject) => {
      const { parsed, names, lines } = await read(mimeMessage({ ...mail, from: { ...mail.from, name }, subject }));
      expect(names).toEqual(HEADERS);
      expect(parsed.to).toMatchObject({ value: [{ address: mail.to }] });
      expect([parsed.text, parsed.html]).toEqual([mail.text, mail.html]);
      for (const line of lines) expect(line).toMatch(/^[\t -~]{0,78}$/);
    }),
    { numRuns: 200 },
  );
});

test.each([
  'alice@example.com\r\nBcc: eve@example.com',
  'alice@example.com\n',
  '"a\nb"@example.com',
  'a@example.com,b@example.com',
  'a@example.com>',
  'a b@example.com',
  'mıke@example.com',
  'a@münchen.example',
  `a@${'b'.repeat(320)}`,
])('%j is no address, and is refused in each place of one', (address) => {
  expect(isAddress(address)).toBe(false);
  expect(() => mimeMessage({ ...mail, to: address })).toThrow('not an address');
  expect(() => mimeMessage({ ...mail, replyTo: address })).toThrow('not an address');
  expect(() => mimeMessage({ ...mail, from: { ...mail.from, address } })).toThrow('not an address');
});

test('both parts keep every letter, and their lines end in CRLF', async () => {
  const text = 'Zeile 1\nсторона 2\r\n第三行\n';
  const message = mimeMessage({ ...mail, text, html: '<p>\u202aé</p>\n' });
  const { parsed } = await read(message);
  expect(parsed.text).toBe('Zeile 1\nсторона 2\n第三行\n');
  expect(parsed.html).toBe('<p>\u202aé</p>\n');
  const [, first = ''] = /base64\r\n\r\n([^-]+)\r\n--/.exec(message.toString()) ?? [];
  expect(Buffer.from(first, 'base64').toString()).toBe('Zeile 1\r\nсторона 2\r\n第三行\r\n');
});
