import { hmac, randomToken, sameDigest } from './digest.ts';
import { type DeviceToken, Secret } from './secret.ts';

/** Seconds for which a device counts as known after its last login: 90 days. */
const LIFETIME = 90 * 86_400;

const FORM = /^(\d{10})\.([\w-]{43})\.([\w-]{43})$/;

/**
 * Makes the token of a device that has just logged in: `<expiry>.<random>.<MAC>`. The account's stored password hash is
 * the key of the MAC, so nothing is stored for it, and a new password ends all tokens of the account.
 *
 * @param now epoch seconds
 */
export function newDeviceToken(userId: string, passwordHash: string, now: number): DeviceToken {
  const expiresAt = String(now + LIFETIME);
  const name = randomToken();
  return new Secret(`${expiresAt}.${name}.${macOf(userId, passwordHash, expiresAt, name)}`);
}

/** Tells whether the token was made for this account and password, and has not expired. */
export function isDeviceToken(token: DeviceToken, userId: string, passwordHash: string, now: number): boolean {
  const [, expiresAt = '', name = '', mac = ''] = FORM.exec(token.reveal()) ?? [];
  return sameDigest(mac, macOf(userId, passwordHash, expiresAt, name)) && now < Number(expiresAt);
}

const macOf = (userId: string, passwordHash: string, expiresAt: string, name: string): string =>
  hmac({ version: '', key: Buffer.from(passwordHash) }, 'device', userId, expiresAt, name).toString('base64url');
