import type * as z from 'zod/mini';
import { addressOnTheWire, comparableAddress } from '../../functions/domain/account.ts';
import * as field from '../../functions/operations/fields.ts';

/** Problem of a field, with the fix. */
export interface FieldError {
  readonly field: string;
  readonly reason: string;
  readonly fix: string;
}

/** Maximum number of addresses of a user. Every code is mailed to each of them. */
export const MAXIMUM_ADDRESSES = 10;

/** Returns the first problem of a value. It never quotes the value, which may be a secret in the wrong place. */
function problemOf(schema: z.ZodMiniType, value: string): string | undefined {
  return schema.safeParse(value).error?.issues[0]?.message;
}

export function userIdError(userId: string): FieldError | undefined {
  if (userId === '') return { field: 'userId', reason: 'is empty', fix: 'write the user ID' };
  if (userId !== userId.trim())
    return {
      field: 'userId',
      reason: 'begins or ends with a space',
      fix: 'remove the space; it would be part of the ID',
    };
  const message = problemOf(field.storedUserId(), userId);
  return message === undefined
    ? undefined
    : { field: 'userId', reason: message, fix: 'use 1 to 128 characters without control characters' };
}

/** Format characters (zero width, direction marks) and variation selectors, which no reader sees. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|[\u115f\u1160\u3164]/u;

/** As {@link userIdError}, for a new user: an ID that looks like another one but differs is refused. */
export function newUserIdError(userId: string): FieldError | undefined {
  const error = (reason: string, fix: string): FieldError => ({ field: 'userId', reason, fix });
  if (INVISIBLE.test(userId)) return error('has an invisible character', 'remove it; type the ID anew');
  if (userId !== userId.normalize('NFC'))
    return error('has accents as characters of their own (NFD)', 'write it in the composed form (NFC)');
  return userIdError(userId);
}

export function addressesError(addresses: readonly string[]): FieldError | undefined {
  const error = (reason: string, fix: string): FieldError => ({ field: 'addresses', reason, fix });
  if (addresses.length === 0) return error('has no address', 'write at least one; codes are mailed only to these');
  if (addresses.length > MAXIMUM_ADDRESSES)
    return error(`has more than ${MAXIMUM_ADDRESSES} addresses`, 'remove those that need no codes');
  for (const [index, address] of addresses.entries()) {
    const wrong = newAddressError(address);
    if (wrong !== undefined) return error(`address ${index + 1} ${wrong.reason}`, wrong.fix);
  }
  if (new Set(addresses.map(comparableAddress)).size < addresses.length)
    return error('has an address twice', 'write each address once; upper and lower case make no difference');
  return undefined;
}

/** Unquoted text before the `@` (RFC 5321): the mail service takes no other. */
const LOCAL_PART = /^(?=.{1,64}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/** Domain as A-labels, with at least two labels. */
const DOMAIN =
  /^(?=.{4,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?=.*[A-Za-z])[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

const AN_ADDRESS = 'write it as name@example.com';

/** Returns the problem of an address that mail systems would refuse. */
function newAddressError(address: string): { readonly reason: string; readonly fix: string } | undefined {
  if (INVISIBLE.test(address)) return { reason: 'has an invisible character', fix: 'remove it; type the address anew' };
  if (/^mailto:/i.test(address)) return { reason: 'is a link', fix: 'remove mailto:' };
  if (addressError(address) !== undefined) return { reason: 'is not an address', fix: AN_ADDRESS };
  const at = address.lastIndexOf('@');
  if (!LOCAL_PART.test(address.slice(0, at)))
    return { reason: 'has characters before the @ that mail systems refuse', fix: AN_ADDRESS };
  if (!DOMAIN.test(addressOnTheWire(address).slice(at + 1)))
    return { reason: 'has no valid domain', fix: 'write the whole domain, such as example.com' };
  return undefined;
}

export const addressError = (address: string): string | undefined => problemOf(field.storedEmail(), address);

export const localeError = (locale: string): string | undefined =>
  field.languageTagOf(locale) === undefined ? 'must be a language tag such as en or pt-BR' : undefined;
