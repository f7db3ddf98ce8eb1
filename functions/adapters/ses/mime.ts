/** A mail to one address, before it is written as MIME (RFC 2045, 5322). All addresses are ASCII. */
export interface MimeMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Separates the parts. Base64 has no `=_`, so no part contains it. */
const BOUNDARY = '=_password-reset';

/**
 * Writes a mail as plain text and HTML (`multipart/alternative`), in ASCII and in short lines. SES adds `Date`
 * and `Message-ID`.
 *
 * No value can add a header: an address must have the form of {@link isAddress}, and any other text that is not plain
 * is encoded (RFC 2047).
 *
 * @throws a TypeError if an address has another form
 */
export function mimeMessage({ from, replyTo, to, subject, text, html }: MimeMail): Buffer {
  const lines = [
    `From: ${encodedText(from.name, ATOMS)}\r\n <${checked(from.address)}>`,
    `To: ${checked(to)}`,
    ...(replyTo === undefined ? [] : [`Reply-To: ${checked(replyTo)}`]),
    `Subject: ${encodedText(subject, PLAIN)}`,
    // RFC 3834: no vacation notice answers a mail that no person wrote.
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative;\r\n boundary="${BOUNDARY}"`,
    '',
    ...part('text/plain', text),
    ...part('text/html', html),
    `--${BOUNDARY}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'ascii');
}

/**
 * Dots and the characters of an atom (RFC 5322), or a quoted string, before the `@`. SES judges the rest: this form
 * only has no character that would end the address in a header.
 */
const ADDRESS = /^(?:[\w!#$%&'*+/=?^`{|}~.-]+|"(?:[ !#-[\]-~]|\\[ -~])*")@[A-Za-z0-9._-]+$/;

/** Characters of an address that SES takes. */
const ADDRESS_LENGTH = 320;

/** Whether a text is one ASCII address and nothing else, so that it can stand in a header as it is. */
export const isAddress = (text: string): boolean => text.length <= ADDRESS_LENGTH && ADDRESS.test(text);

function checked(address: string): string {
  if (!isAddress(address)) throw new TypeError('not an address');
  return address;
}

function part(type: string, body: string): string[] {
  // RFC 2046, 4.1.1: the lines of a text end in CRLF, also inside of base64.
  const bytes = Buffer.from(body.replaceAll(/\r\n|\r|\n/g, '\r\n'), 'utf8').toString('base64');
  return [
    `--${BOUNDARY}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    ...(bytes.match(/.{1,76}/g) ?? []),
  ];
}

/** Texts that a header can carry as they are: words of a name, and a short line that decodes to nothing else. */
const ATOMS = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;
const PLAIN = /^(?!.*=\?)[!-~](?:[ -~]*[!-~])?$/;

/** Characters of a line after its header's name. */
const PLAIN_LENGTH = 60;

/** Bytes of an encoded word: a line with one has at most 76 characters (RFC 2047), the header's name among them. */
const WORD_BYTES = 39;

/** Returns a text as it is, or as encoded words on a line each. Control characters become spaces. */
function encodedText(value: string, plain: RegExp): string {
  const text = value.toWellFormed().replaceAll(/\p{Cc}+/gu, ' ');
  if (text.length <= PLAIN_LENGTH && plain.test(text)) return text;
  const words: string[] = [];
  let word = '';
  // A character is not divided between two words.
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}
