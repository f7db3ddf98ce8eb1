import * as z from 'zod/mini';
import { storedEmail, storedUserId } from '../../../operations/fields.ts';

/**
 * Contract between the service and a customer's own directory: `POST <webhookUrl><path>` with JSON in both
 * directions. The adapter validates answers with it, and `docs/reference/webhook-directory.openapi.json` is generated
 * from it. A change that existing receivers would not understand becomes a new version with its own paths.
 */

const described = <Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema =>
  schema.check(z.describe(description));

/** Text without content, which a directory may hold in place of an address. */
const blank = () => z.string().check(z.maxLength(254), z.regex(/^\s*$/));

const mark = () => z.string().check(z.minLength(1), z.maxLength(200));

/** Account as a directory sends it. */
export const webhookAccount = z.object({
  userId: described(storedUserId(), 'As the directory writes it; later calls name the account so.'),
  addresses: described(
    z.array(z.union([storedEmail(), blank()])).check(z.maxLength(20)),
    'Every e-mail address of the account, byte for byte as registered. Codes and notices go to all of them. Blank ' +
      'ones count as none.',
  ),
  status: described(
    z.enum(['active', 'disabled', 'unverified', 'federated']),
    'Only an active account is mailed a code. Federated: the password is kept elsewhere.',
  ),
  provenAt: described(
    // Year 9999.
    z.optional(z.int().check(z.nonnegative(), z.maximum(253_402_300_799))),
    'Epoch seconds of the last login or password change. Left out where the directory does not know.',
  ),
  mark: described(
    z.optional(mark()),
    'Any text that differs after each change of the password or the status, and that a failed login does not alter. ' +
      'A code is bound to it. Left out, a code from before such a change still works.',
  ),
});

export type WebhookAccount = z.output<typeof webhookAccount>;

const accountName = described(storedUserId(), 'The `userId` of an account that the directory gave.');

const changeId = described(
  z.string().check(z.minLength(1), z.maxLength(100), z.regex(/^[A-Za-z0-9._-]+$/)),
  'Names the change. The same one sent again has no second effect and the same answer.',
);

/** Reasons for which a directory refuses a password; the pages have a sentence for each. */
const REASONS = [
  'too-short',
  'too-long',
  'common',
  'breached',
  'context-word',
  'reused',
  'refused-by-directory',
  'too-young',
] as const;

/** Calls by the last part of their path. `timeout`: milliseconds for the whole call, including a retry (R22). */
export const webhookCalls = {
  'find-by-user-id': {
    summary: 'The account with this user ID; null where there is none. The directory says how user IDs are compared.',
    request: z.object({ userId: described(storedUserId(), 'As a person typed it, without spaces around it.') }),
    answer: z.object({ account: z.nullable(webhookAccount) }),
    timeout: 4000,
  },
  'find-by-address': {
    summary: 'Every account that has this e-mail address.',
    request: z.object({
      address: described(
        storedEmail(),
        'As a person typed it; compare with the letters A to Z folded. An internationalized domain is asked for in ' +
          'Unicode and as A-labels, by calls of their own.',
      ),
    }),
    answer: z.object({ accounts: z.array(webhookAccount).check(z.maxLength(100)) }),
    timeout: 4000,
  },
  'set-password': {
    summary: 'Sets the password of an active account and ends every session that was opened before.',
    request: z.object({
      account: accountName,
      password: described(z.string().check(z.minLength(1), z.maxLength(1024)), 'In clear text, as it was typed.'),
      changeId,
      ifMark: described(
        z.optional(mark()),
        'The `mark` that the account must still have when the password is written. Sent if the account has one.',
      ),
    }),
    answer: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('changed') }),
      z.object({ outcome: z.literal('refused'), reasons: z.array(z.enum(REASONS)).check(z.minLength(1)) }),
      described(z.object({ outcome: z.literal('not-allowed') }), 'The account is gone or is not active.'),
      described(z.object({ outcome: z.literal('account-changed') }), 'The account has another mark than `ifMark`.'),
    ]),
    timeout: 4000,
  },
  'outcome-of': {
    summary: 'Whether a change took place, for one whose answer was lost.',
    request: z.object({ account: accountName, changeId }),
    answer: z.object({ outcome: z.enum(['changed', 'not-changed']) }),
    timeout: 2000,
  },
  'refuse-password': {
    summary:
      'Ends every session, and accepts the password that a change set no longer, because the owner reported the ' +
      'change. The next change sets another. Nothing happens if a later change took place. A receiver without this ' +
      'call answers 404.',
    request: z.object({ account: accountName, changeId }),
    answer: z.object({
      outcome: described(z.enum(['refused', 'not-refused']), 'Not refused: the change is not the last one.'),
    }),
    timeout: 4000,
  },
} as const satisfies Record<string, WebhookCall>;

interface WebhookCall {
  readonly summary: string;
  readonly request: z.ZodMiniType;
  readonly answer: z.ZodMiniType;
  readonly timeout: number;
}

/** Name of a call: the last part of its path. */
export type WebhookCallName = keyof typeof webhookCalls;

/** Body of a call. */
export type WebhookRequest<Name extends WebhookCallName> = z.input<(typeof webhookCalls)[Name]['request']>;

/** Validated body of an answer. */
export type WebhookAnswer<Name extends WebhookCallName> = z.output<(typeof webhookCalls)[Name]['answer']>;

/** Path of a call, appended to `webhookUrl`. */
export const webhookPath = (name: WebhookCallName): string => `/v1/${name}`;

/** Names of the headers. */
export const webhookHeaders = {
  keyId: 'password-reset-key-id',
  timestamp: 'password-reset-timestamp',
  nonce: 'password-reset-nonce',
  signature: 'password-reset-signature',
  idempotencyKey: 'idempotency-key',
} as const;

/** Reasons for which a receiver refuses a request: `code` of a problem with status 401. */
export const webhookRefusals = ['unknown-key', 'bad-signature', 'stale-timestamp', 'replayed'] as const;
