import type * as z from 'zod/mini';
import { comparableAddress } from '../../functions/domain/account.ts';
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
      fix: 'remove the space; IDs are compared exactly',
    };
  const message = problemOf(field.storedUserId(), userId);
  return message === undefined
    ? undefined
    : { field: 'userId', reason: message, fix: 'use 1 to 128 characters without control characters' };
}

export function addressesError(addresses: readonly string[]): FieldError | undefined {
  const error = (reason: string, fix: string): FieldError => ({ field: 'addresses', reason, fix });
  if (addresses.length === 0) return error('has no address', 'write at least one; codes are mailed only to these');
  if (addresses.length > MAXIMUM_ADDRESSES)
    return error(`has more than ${MAXIMUM_ADDRESSES} addresses`, 'remove those that need no codes');
  const bad = addresses.findIndex((address) => addressError(address) !== undefined);
  if (bad !== -1) return error(`address ${bad + 1} is not an address`, 'write it as name@example.com');
  if (new Set(addresses.map(comparableAddress)).size < addresses.length)
    return error('has an address twice', 'write each address once; upper and lower case make no difference');
  return undefined;
}

export const addressError = (address: string): string | undefined => problemOf(field.storedEmail(), address);

export const localeError = (locale: string): string | undefined =>
  field.languageTagOf(locale) === undefined ? 'must be a language tag such as en or pt-BR' : undefined;
