import crypto, { createHash, pbkdf2, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { ImportedHash } from '../../../domain/imported-hash.ts';
import type { Password } from '../../../domain/secret.ts';

const deriveScrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const derivePbkdf2 = promisify(pbkdf2);

/** Compares a password with an imported hash in constant time. The password is taken as it was typed. */
export async function matchesImport(password: Password, hash: ImportedHash): Promise<boolean> {
  if (hash.work.scheme === 'bcrypt') {
    // Only a table with such a hash pays for loading it.
    const { compare } = await import('bcryptjs');
    return compare(password.reveal(), hash.text);
  }
  return timingSafeEqual(await derived(password.reveal(), hash), hash.tag);
}

function derived(text: string, { work: { scheme, parameters }, salt, tag }: ImportedHash): Promise<Buffer> | Buffer {
  const [first = 0, second = 0, third = 0] = parameters;
  switch (scheme) {
    case 'scrypt': {
      const cost = 2 ** first;
      // Without `maxmem` Node refuses more than 32 MiB.
      const options = { cost, blockSize: second, parallelization: third, maxmem: 256 * cost * second };
      return deriveScrypt(text, salt, tag.length, options);
    }
    case 'argon2i':
    case 'argon2id': {
      const cost = { memory: first, passes: second, parallelism: third };
      return promisify(crypto.argon2)(scheme, { message: text, nonce: salt, tagLength: tag.length, ...cost });
    }
    case 'pbkdf2-sha256':
      return derivePbkdf2(text, salt, first, tag.length, 'sha256');
    case 'pbkdf2-sha512':
      return derivePbkdf2(text, salt, first, tag.length, 'sha512');
    case 'ssha':
      return createHash('sha1').update(text).update(salt).digest();
    case 'ssha256':
      return createHash('sha256').update(text).update(salt).digest();
    case 'ssha512':
      return createHash('sha512').update(text).update(salt).digest();
    case 'bcrypt':
      throw new Error('bcrypt has a comparison of its own');
  }
}
