import { readFileSync } from 'node:fs';

/**
 * Prints the users of a realm of Keycloak as the CSV file of `npm run ops -- users import`, with the hashes of their
 * passwords: `node examples/from-keycloak/users.ts realm.json > users.csv`. The file is what `kc.sh export` writes.
 */

interface Credential {
  readonly type: string;
  /** JSON: `value` and `salt` in base64. */
  readonly secretData: string;
  /** JSON: `algorithm`, `hashIterations` and, for argon2, lists of one text each. */
  readonly credentialData: string;
}

interface User {
  readonly username: string;
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly enabled?: boolean;
  readonly credentials?: readonly Credential[];
}

interface Algorithm {
  readonly algorithm: string;
  readonly hashIterations: number;
  readonly additionalParameters?: Readonly<Record<string, readonly string[]>>;
}

const withoutPadding = (base64: string): string => base64.replaceAll('=', '');

/** Base64 of passlib, which has `.` for `+`. */
const ofPasslib = (base64: string): string => withoutPadding(base64).replaceAll('+', '.');

/** Returns the hash of a password in the text that the import takes; empty for an algorithm that it does not take. */
export function hashOf({ secretData, credentialData }: Credential): string {
  const { value, salt } = JSON.parse(secretData) as { value: string; salt: string };
  const { algorithm, hashIterations, additionalParameters = {} } = JSON.parse(credentialData) as Algorithm;
  if (algorithm === 'argon2') {
    const { type, memory, parallelism } = additionalParameters;
    const parameters = `m=${memory?.[0]},t=${hashIterations},p=${parallelism?.[0]}`;
    return `$argon2${type?.[0]}$v=19$${parameters}$${withoutPadding(salt)}$${withoutPadding(value)}`;
  }
  if (algorithm !== 'pbkdf2-sha256' && algorithm !== 'pbkdf2-sha512') return '';
  return `$${algorithm}$${hashIterations}$${ofPasslib(salt)}$${ofPasslib(value)}`;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Returns the rows of the users with a verified address: nobody else can be mailed a code. */
export function csvOf(users: readonly User[]): string {
  const rows = users
    .filter(({ email, emailVerified }) => email !== undefined && emailVerified === true)
    .map(({ username, email = '', enabled = true, credentials = [] }) => {
      const password = credentials.find(({ type }) => type === 'password');
      return [username, email, enabled ? 'active' : 'disabled', password === undefined ? '' : hashOf(password)];
    });
  return [['userId', 'addresses', 'status', 'passwordHash'], ...rows]
    .map((cells) => `${cells.map(quoted).join(',')}\n`)
    .join('');
}

const [file] = process.argv.slice(2);
if (import.meta.main && file !== undefined) {
  const { users = [] } = JSON.parse(readFileSync(file, 'utf8')) as { users?: readonly User[] };
  process.stdout.write(csvOf(users));
}
