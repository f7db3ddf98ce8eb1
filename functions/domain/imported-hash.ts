import { randomBytes } from 'node:crypto';
import type { Scheme, Work } from './imported-work.ts';

/**
 * Hash of a password that an import brought along from another program, in the string that such programs write. It is
 * verified by the text of the password as typed; only a hash of this service is of the NFKC form.
 */
export interface ImportedHash {
  readonly work: Work;
  /** The whole string. */
  readonly text: string;
  /** Empty for bcrypt, whose string has an alphabet of its own. */
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** Prefix of an imported hash in the table: without it, it could look like a hash of this service. */
const PREFIX = 'imported:';

/** Lengths of results in bytes. */
const TAG_BYTES: { readonly [Name in Scheme]?: number } = {
  'pbkdf2-sha256': 32,
  'pbkdf2-sha512': 64,
  ssha: 20,
  ssha256: 32,
  ssha512: 64,
};

const NUMBER = '([1-9][0-9]{0,6})';
const BASE64 = '([A-Za-z0-9+/]+={0,2})';
/** Base64 of passlib: `.` stands for `+`, and there is no padding. */
const ADAPTED = '([A-Za-z0-9./]+)';

const whole = (...parts: readonly string[]) => new RegExp(`^${parts.join('')}$`);

const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const SCRYPT = whole(String.raw`\$scrypt\$ln=${NUMBER},r=${NUMBER},p=${NUMBER}\$`, BASE64, String.raw`\$`, BASE64);
const ARGON2 = whole(
  String.raw`\$(argon2id?)\$v=19\$m=${NUMBER},t=${NUMBER},p=${NUMBER}\$`,
  BASE64,
  String.raw`\$`,
  BASE64,
);
const PASSLIB = whole(String.raw`\$(pbkdf2-sha(?:256|512))\$${NUMBER}\$${ADAPTED}\$${ADAPTED}`);
const DJANGO = whole(String.raw`pbkdf2_sha256\$${NUMBER}\$([A-Za-z0-9]+)\$${BASE64}`);
const LDAP = /^\{(ssha(?:256|512)?)\}([A-Za-z0-9+/]+={0,2})$/i;

const bytes = (base64 = ''): Buffer => Buffer.from(base64, 'base64');
const adapted = (text = ''): Buffer => bytes(text.replaceAll('.', '+'));

type Parts = Omit<ImportedHash, 'text'>;

function bcryptIn(text: string): Parts | undefined {
  const [, cost] = BCRYPT.exec(text) ?? [];
  if (cost === undefined) return undefined;
  return { work: { scheme: 'bcrypt', parameters: [Number(cost)] }, salt: bytes(), tag: bytes() };
}

function scryptIn(text: string): Parts | undefined {
  const [, ln, r, p, salt, tag] = SCRYPT.exec(text) ?? [];
  if (ln === undefined) return undefined;
  return { work: { scheme: 'scrypt', parameters: [ln, r, p].map(Number) }, salt: bytes(salt), tag: bytes(tag) };
}

function argon2In(text: string): Parts | undefined {
  const [, name, m, t, p, salt, tag] = ARGON2.exec(text) ?? [];
  if (name === undefined) return undefined;
  const scheme = name === 'argon2i' ? 'argon2i' : 'argon2id';
  return { work: { scheme, parameters: [m, t, p].map(Number) }, salt: bytes(salt), tag: bytes(tag) };
}

function passlibIn(text: string): Parts | undefined {
  const [, name, iterations, salt, tag] = PASSLIB.exec(text) ?? [];
  if (name === undefined) return undefined;
  const scheme = name === 'pbkdf2-sha256' ? 'pbkdf2-sha256' : 'pbkdf2-sha512';
  return { work: { scheme, parameters: [Number(iterations)] }, salt: adapted(salt), tag: adapted(tag) };
}

/** Django derives from the characters of the salt. */
function djangoIn(text: string): Parts | undefined {
  const [, iterations, salt = '', tag] = DJANGO.exec(text) ?? [];
  if (iterations === undefined) return undefined;
  const work: Work = { scheme: 'pbkdf2-sha256', parameters: [Number(iterations)] };
  return { work, salt: Buffer.from(salt, 'utf8'), tag: bytes(tag) };
}

/** The salt follows the digest. */
function saltedIn(text: string): Parts | undefined {
  const [, name, base64] = LDAP.exec(text) ?? [];
  if (name === undefined) return undefined;
  const scheme = (['ssha', 'ssha256'] as const).find((each) => each === name.toLowerCase()) ?? 'ssha512';
  const [all, length = 0] = [bytes(base64), TAG_BYTES[scheme]];
  return { work: { scheme, parameters: [] }, salt: all.subarray(length), tag: all.subarray(0, length) };
}

const READERS = [bcryptIn, scryptIn, argon2In, passlibIn, djangoIn, saltedIn];

const within = (length: number, minimum: number): boolean => length >= minimum && length <= 64;

/** Reads a hash as another program wrote it; undefined if it is of no kind that can be verified. */
export function readImportedHash(text: string): ImportedHash | undefined {
  for (const read of READERS) {
    const parts = read(text);
    if (parts === undefined) continue;
    const { work, salt, tag } = parts;
    const length = TAG_BYTES[work.scheme] ?? tag.length;
    const isWhole = work.scheme === 'bcrypt' || (within(salt.length, 4) && within(tag.length, 16));
    return isWhole && tag.length === length ? { ...parts, text } : undefined;
  }
  return undefined;
}

/** Returns the text under which the table keeps a hash. */
export const storedImport = ({ text }: Pick<ImportedHash, 'text'>): string => `${PREFIX}${text}`;

/**
 * Returns the imported hash that a text of the table is; undefined if it is a hash of this service.
 *
 * @throws if it is of no kind that can be verified
 */
export function importedIn(stored: string): ImportedHash | undefined {
  if (!stored.startsWith(PREFIX)) return undefined;
  const hash = readImportedHash(stored.slice(PREFIX.length));
  if (hash === undefined) throw new Error('the stored password hash is of no kind that can be verified');
  return hash;
}

/** Returns a hash that no password matches, and that takes the same work as those of this kind. */
export function decoyImport(work: Work): ImportedHash {
  const parts = { work, salt: randomBytes(16), tag: randomBytes(TAG_BYTES[work.scheme] ?? 32) };
  const [cost = 0] = work.parameters;
  // 40 random bytes give 54 letters of base64. Those of bcrypt are the same but for the order, and `.` for `+`.
  const letters = randomBytes(40).toString('base64').replaceAll('+', '.').slice(0, 53);
  const text = work.scheme === 'bcrypt' ? `$2b$${String(cost).padStart(2, '0')}$${letters}` : '';
  return { ...parts, text };
}
