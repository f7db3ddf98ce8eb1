import type * as z from 'zod/mini';
import { comparableAddress } from '../../functions/domain/account.ts';
import * as field from '../../functions/operations/fields.ts';

/** What is wrong with a field and how to fix it. */
export interface FieldError {
  readonly field: string;
  readonly reason: string;
  readonly fix: string;
}

/** Each address of an account is mailed every code, and one item names each. */
export const MOST_ADDRESSES = 10;

/** The first thing that is wrong with a value; the value itself is not quoted, it may be a secret in the wrong place. */
function wrong(schema: z.ZodMiniType, value: string): string | undefined {
  return schema.safeParse(value).error?.issues[0]?.message;
}

export function userIdError(userId: string): FieldError | undefined {
  if (userId === '') return { field: 'userId', reason: 'is empty', fix: 'write the user ID' };
  if (userId !== userId.trim())
    return {
      field: 'userId',
      reason: 'begins or ends with a space',
      fix: 'remove the space: IDs are compared exactly',
    };
  const message = wrong(field.userId(), userId);
  return message === undefined
    ? undefined
    : { field: 'userId', reason: message, fix: 'use 1 to 128 characters without control characters' };
}

export function addressesError(addresses: readonly string[]): FieldError | undefined {
  const error = (reason: string, fix: string): FieldError => ({ field: 'addresses', reason, fix });
  if (addresses.length === 0) return error('has no address', 'write at least one: codes go nowhere else');
  if (addresses.length > MOST_ADDRESSES)
    return error(`has more than ${MOST_ADDRESSES} addresses`, 'leave out those that need no codes');
  const bad = addresses.findIndex((address) => addressError(address) !== undefined);
  if (bad !== -1) return error(`address ${bad + 1} is no address`, 'write it as name@example.com');
  if (new Set(addresses.map(comparableAddress)).size < addresses.length)
    return error('has an address twice', 'write each address once; capital letters make no other address');
  return undefined;
}

export const addressError = (address: string): string | undefined => wrong(field.email(), address);

export const localeError = (locale: string): string | undefined => wrong(field.locale(), locale);
