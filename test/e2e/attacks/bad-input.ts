import { type OperationId, operationOf, operationsWith } from '../../../functions/operations/index.ts';

export interface BadInput {
  readonly operationId: OperationId;
  readonly field: string;
  readonly what: string;
  readonly value: unknown;
}

const OTP_LOOKALIKES = [
  '１２３４５６７８',
  '12345 678',
  '٠١٢٣٤٥٦٧',
  '12345',
  '1234567890123',
  '1e7',
  '0x123456',
  '+12345678',
  '12345678\n',
];

const controls = [...Array.from({ length: 32 }, (_, code) => code), 0x7f, 0x85, 0x9b, 0x2028, 0x2029];

/** Control characters in URL encoding. */
const ENCODED_CONTROLS = ['%00', '%0d%0aBcc:b', '%0D', '%1F', '%7f'];

/** Values that no field of the contract accepts. */
const NEVER: readonly (readonly [string, unknown])[] = [
  ['zero', 0],
  ['a number', 12345678],
  ['true', true],
  ['null', null],
  ['an empty array', []],
  ['an array of strings', ['alice', 'bob']],
  ['an object', { $ne: '' }],
  ['an object with toString', { toString: 'alice' }],
  ['an empty string', ''],
  ['a string of 5,000', 'a'.repeat(5000)],
  ['a lone surrogate', 'a\ud800'],
];

/** Further values that single fields refuse. */
const BY_FIELD: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
  userId: [
    ...controls.map((code) => [`U+${code.toString(16)}`, `a${String.fromCodePoint(code)}b`] as const),
    ...ENCODED_CONTROLS.map((text) => [text, `a${text}b`] as const),
    ['spaces alone', ' \u00a0\u3000'],
  ],
  email: [
    ...controls.map((code) => [`U+${code.toString(16)}`, `a${String.fromCodePoint(code)}@example.com`] as const),
    ...ENCODED_CONTROLS.map((text) => [text, `a${text}@example.com`] as const),
    ['a Bcc', 'a@example.com\r\nBcc: b@example.com'],
    ['two addresses', 'a@example.com b@example.com'],
    ['no at', 'a.example.com'],
    ['two ats', 'a@b@example.com'],
  ],
  otp: OTP_LOOKALIKES.map((value) => [JSON.stringify(value), value] as const),
  resetId: ['short', `${'a'.repeat(42)}!`, 'a'.repeat(44), `${'a'.repeat(42)} `].map(
    (value) => [value, value] as const,
  ),
  resetToken: ['a'.repeat(87), `${'a'.repeat(43)}.${'b'.repeat(42)}`, `${'a'.repeat(43)}.${'b'.repeat(43)}.c`].map(
    (value) => [value, value] as const,
  ),
  reportToken: ['a'.repeat(87), `.${'b'.repeat(86)}`].map((value) => [value, value] as const),
  captchaToken: ['a b', 'a\tb', 'ä', 'a\u0000'].map((value) => [JSON.stringify(value), value] as const),
};

/** Fields that take any text: an unknown one counts as none, because nobody can change what a device sends. */
const LENIENT = ['locale', 'timeZone'];

const isRefusedAs = (field: string, value: unknown): boolean => !LENIENT.includes(field) || typeof value !== 'string';

/** Returns every field of every operation of the contract, with every value that it must refuse. */
export function badInputs(): BadInput[] {
  return operationsWith('built-in').flatMap((operationId) =>
    fieldsOf(operationId).flatMap((field) =>
      [...NEVER.filter(([, value]) => isRefusedAs(field, value)), ...(BY_FIELD[field] ?? [])].map(([what, value]) => ({
        operationId,
        field,
        what,
        value,
      })),
    ),
  );
}

/** Returns the names of an operation's fields. */
export function fieldsOf(operationId: OperationId): string[] {
  const schema = operationOf(operationId).request?.() as { def?: { shape?: object } } | undefined;
  return Object.keys(schema?.def?.shape ?? {});
}

const VALID: Readonly<Record<string, string>> = {
  userId: 'nobody-here',
  email: 'nobody@example.com',
  locale: 'en',
  otp: '00000000',
  resetId: 'r'.repeat(43),
  resetToken: `${'a'.repeat(43)}.${'b'.repeat(43)}`,
  reportToken: `${'a'.repeat(43)}.${'b'.repeat(43)}`,
  captchaToken: 'token',
  newPassword: 'a password that nobody has',
  confirmPassword: 'a password that nobody has',
  password: 'a password that nobody has',
};

/** Returns a body that is valid except for this field. */
export function bodyWith({ operationId, field, value }: Pick<BadInput, 'operationId' | 'field' | 'value'>): object {
  const valid = Object.fromEntries(fieldsOf(operationId).map((name) => [name, VALID[name]]));
  return { ...valid, [field]: value };
}
