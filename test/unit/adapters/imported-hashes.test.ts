import { decoyOf, verifyStored, workOfStored } from '../../../functions/adapters/directories/built-in/stored-hash.ts';
import { readImportedHash, storedImport } from '../../../functions/domain/imported-hash.ts';
import { hashPassword } from '../../../functions/domain/password-hash.ts';
import { Secret } from '../../../functions/domain/secret.ts';

const password = (text: string) => new Secret<'password'>(text);

/** Hashes from the documents and tests of the programs that write them, with their passwords. */
const VECTORS: readonly [source: string, password: string, hash: string, work: string][] = [
  ['PHP manual, crypt', 'rasmuslerdorf', '$2a$07$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi', 'bcrypt-7'],
  [
    'PHP manual, password_verify',
    'rasmuslerdorf',
    '$2y$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq',
    'bcrypt-7',
  ],
  ['jBCrypt', 'abc', '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i', 'bcrypt-6'],
  ['pyca/bcrypt', 'Kk4DQuMMfZL9o', '$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm', 'bcrypt-4'],
  [
    'passlib, scrypt',
    'password',
    '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    'scrypt-16-8-1',
  ],
  [
    'phc-winner-argon2, argon2i',
    'password',
    '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA',
    'argon2i-65536-2-1',
  ],
  [
    'phc-winner-argon2, argon2id',
    'password',
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    'argon2id-65536-2-1',
  ],
  [
    'passlib, PBKDF2 with SHA-256',
    'password',
    '$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ',
    'pbkdf2-sha256-1212',
  ],
  [
    'passlib, PBKDF2 with SHA-512',
    'Ιωαννης',
    '$pbkdf2-sha512$1212$KkbvoKGsAIcF8IslDR6skQ$8be/PRmd88Ps8fmPowCJttH9G3vgxpG.Krjt3KT.NP6cKJ0V4Prarqf.HBwz0dCkJ6xgWnSj2ynXSV7MlvMa8Q',
    'pbkdf2-sha512-1212',
  ],
  [
    'Django',
    'lètmein',
    'pbkdf2_sha256$390000$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=',
    'pbkdf2-sha256-390000',
  ],
  ['passlib, {SSHA}', 'testing123', '{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr', 'ssha'],
  ['passlib, {SSHA256}', 'password', '{SSHA256}x1tymSTVjozxQ2PtT46ysrzhZxbcskK0o2f8hEFx7fAQQmhtDSEkJA==', 'ssha256'],
  [
    'passlib, {SSHA512}',
    'toomanysecrets',
    '{SSHA512}wExp4xjiCHS0zidJDC4UJq9EEeIebAQPJ1PWSwfhxWjfutI9XiiKuHm2AE41cEFfK+8HyI8bh+ztbczUGsvVFIgICWWPt7qu',
    'ssha512',
  ],
];

describe.each(VECTORS)('a hash of %s', (_source, text, hash, work) => {
  const stored = storedImport({ text: hash });

  test('matches its password alone, and is to be renewed', async () => {
    expect(readImportedHash(hash)).toMatchObject({ text: hash });
    expect(await verifyStored(password(text), stored)).toEqual({ matches: true, outdated: true });
    expect(await verifyStored(password(`${text}.`), stored)).toEqual({ matches: false, outdated: true });
  });

  test('has a work, of which there is a decoy that matches nothing', async () => {
    expect(workOfStored(stored)).toBe(work);
    expect((await verifyStored(password(text), decoyOf(work))).matches).toBe(false);
  });
});

test('an imported hash is never taken for one of this service, even if it looks the same', async () => {
  const own = await hashPassword(password('swordfish'));
  expect(await verifyStored(password('swordfish'), own)).toEqual({ matches: true, outdated: false });
  expect(await verifyStored(password('swordfish'), storedImport({ text: own }))).toEqual({
    matches: true,
    outdated: true,
  });
});

test('a password is compared as it was typed, because other programs do not normalize', async () => {
  const [, typed = '', hash = ''] = VECTORS.find(([source]) => source === 'Django') ?? [];
  expect((await verifyStored(password(typed.normalize('NFD')), storedImport({ text: hash }))).matches).toBe(false);
});

test('a stored import that nobody can read is an error, not a wrong password', async () => {
  await expect(verifyStored(password('x'), 'imported:x')).rejects.toThrow('is of no kind that can be verified');
});
