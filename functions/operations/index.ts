import * as z from 'zod/mini';
import type { SessionToken } from '../domain/secret.ts';
import * as field from './fields.ts';
import type { DirectoryName } from './fields.ts';

/**
 * The wire contract. This list is the only place that names the operations: the routes, models and functions of the
 * stack, the validation of requests, the OpenAPI document, the typed client and the laptop cloud are all made from it.
 */

/** What a captcha token is bound to, so that a token made for one step opens no other. */
export type CaptchaAction =
  | 'request_reset'
  | 'resend_otp'
  | 'verify_otp'
  | 'complete_reset'
  | 'remind_user_id'
  | 'log_in';

/** The stable `code` of a problem document (RFC 9457), with its status and title. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'captcha-rejected': { status: 400, title: 'The human check was not accepted' },
  'captcha-unavailable': { status: 503, title: 'The human check cannot be verified right now' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'otp-rejected': { status: 400, title: 'The code was not accepted' },
  'reset-rejected': { status: 400, title: 'This reset cannot go on' },
  'password-rejected': { status: 400, title: 'The new password was not accepted' },
  'login-rejected': { status: 401, title: 'The user ID or the password is not right' },
  'service-unavailable': { status: 503, title: 'The service is not available right now' },
  'not-found': { status: 404, title: 'There is nothing here' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

const issued = () =>
  z.object({
    resetId: z.string(),
    reference: z.string(),
    expiresAt: field.instant(),
    resendAvailableAt: field.instant(),
  });

const session = () => z.object({ userId: z.string(), expiresAt: field.instant() });

interface OperationShape {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  /** Lambda entry, relative to the repository's root. */
  readonly entry: `functions/${string}.ts`;
  /** A function, as `body` is: schemas are costly to make, and a cold start makes that of its own operation alone. */
  readonly request?: () => z.ZodMiniType;
  readonly response: { readonly status: 200 | 201 | 202 | 204; readonly body?: () => z.ZodMiniType };
  /** Absent where no human check stands before the step. */
  readonly captchaAction?: CaptchaAction;
  /** True where `Authorization: Bearer <sessionToken>` is expected. */
  readonly bearer?: true;
  /** Logging in to the built-in directory: deployed with no other, where logging in is the directory's own business. */
  readonly builtInDirectory?: true;
  /** The problems beside those that any operation can answer. */
  readonly problems: readonly ProblemCode[];
}

export const operations = {
  'start-reset': {
    method: 'POST',
    path: '/password-resets',
    summary: 'Ask for a one-time password at the registered address',
    entry: 'functions/start-reset.ts',
    request: () =>
      z.strictObject({
        userId: field.userId(),
        captchaToken: field.captchaToken(),
        locale: z.optional(field.locale()),
      }),
    response: { status: 202, body: issued },
    captchaAction: 'request_reset',
    problems: ['rate-limited'],
  },
  'resend-otp': {
    method: 'POST',
    path: '/password-resets/resend',
    summary: 'Ask for a fresh one-time password for the same request',
    entry: 'functions/resend-otp.ts',
    request: () => z.strictObject({ resetId: field.resetId(), captchaToken: field.captchaToken() }),
    response: { status: 202, body: issued },
    captchaAction: 'resend_otp',
    problems: ['rate-limited', 'reset-rejected'],
  },
  'verify-otp': {
    method: 'POST',
    path: '/password-resets/verify',
    summary: 'Enter the one-time password',
    entry: 'functions/verify-otp.ts',
    request: () => z.strictObject({ resetId: field.resetId(), otp: field.otp(), captchaToken: field.captchaToken() }),
    response: { status: 200, body: () => z.object({ resetToken: z.string(), expiresAt: field.instant() }) },
    captchaAction: 'verify_otp',
    problems: ['otp-rejected', 'reset-rejected'],
  },
  'complete-reset': {
    method: 'POST',
    path: '/password-resets/complete',
    summary: 'Set the new password',
    entry: 'functions/complete-reset.ts',
    request: () =>
      z
        .strictObject({
          resetToken: field.resetToken(),
          newPassword: field.password(),
          confirmPassword: field.password(),
          captchaToken: field.captchaToken(),
        })
        .check(
          z.refine((body) => body.newPassword.reveal() === body.confirmPassword.reveal(), {
            message: 'must equal newPassword',
            path: ['confirmPassword'],
            // Before that the two are not passwords yet.
            when: ({ issues }) => issues.length === 0,
          }),
        ),
    response: { status: 200, body: () => z.object({ loginUrl: z.string() }) },
    captchaAction: 'complete_reset',
    problems: ['password-rejected', 'reset-rejected'],
  },
  'report-reset': {
    method: 'POST',
    path: '/password-resets/report',
    summary: 'Tell that a mail came unasked ("this wasn\'t me")',
    entry: 'functions/report-reset.ts',
    request: () => z.strictObject({ reportToken: field.reportToken() }),
    response: { status: 202 },
    problems: [],
  },
  'remind-user-id': {
    method: 'POST',
    path: '/user-id-reminders',
    summary: 'Ask for a mail that lists the user IDs of an address',
    entry: 'functions/remind-user-id.ts',
    request: () =>
      z.strictObject({
        email: field.email(),
        captchaToken: field.captchaToken(),
        locale: z.optional(field.locale()),
      }),
    response: { status: 202 },
    captchaAction: 'remind_user_id',
    problems: ['rate-limited'],
  },
  'log-in': {
    method: 'POST',
    path: '/sessions',
    summary: 'Log in (built-in directory)',
    entry: 'functions/log-in.ts',
    request: () =>
      z.strictObject({ userId: field.userId(), password: field.password(), captchaToken: field.captchaToken() }),
    response: { status: 201, body: () => z.object({ sessionToken: z.string(), expiresAt: field.instant() }) },
    captchaAction: 'log_in',
    builtInDirectory: true,
    problems: ['login-rejected', 'rate-limited'],
  },
  'who-am-i': {
    method: 'GET',
    path: '/sessions/current',
    summary: 'Tell whose session this is (built-in directory)',
    entry: 'functions/who-am-i.ts',
    response: { status: 200, body: session },
    bearer: true,
    builtInDirectory: true,
    problems: ['login-rejected'],
  },
  'log-out': {
    method: 'DELETE',
    path: '/sessions/current',
    summary: 'Log out (built-in directory)',
    entry: 'functions/log-out.ts',
    response: { status: 204 },
    bearer: true,
    builtInDirectory: true,
    problems: ['login-rejected'],
  },
} as const satisfies Record<string, OperationShape>;

/** `operationId`, which is also the stem of the feature's files in every layer. */
export type OperationId = keyof typeof operations;

export type Operation = OperationShape;

/** The operations that a stage has only where its accounts are in the built-in directory. */
export type LoginOperationId = {
  [Id in OperationId]: (typeof operations)[Id] extends { builtInDirectory: true } ? Id : never;
}[OperationId];

/** The operations that a stage has whose accounts are in this directory. */
export const operationsWith = (directory: DirectoryName): OperationId[] =>
  (Object.keys(operations) as OperationId[]).filter(
    (id) => directory === 'built-in' || operationOf(id).builtInDirectory === undefined,
  );

/** An operation without the narrow types of its own schemas. */
export const operationOf = (id: OperationId): Operation => operations[id];

/** A parsed request, its body or its bearer token; secrets are wrapped. `undefined` where the operation takes neither. */
export type RequestOf<Id extends OperationId> = (typeof operations)[Id] extends { request: () => infer Schema }
  ? z.output<Schema>
  : (typeof operations)[Id] extends { bearer: true }
    ? { readonly sessionToken: SessionToken }
    : undefined;

/** What a caller sends, as JSON. */
export type RequestBodyOf<Id extends OperationId> = (typeof operations)[Id] extends { request: () => infer Schema }
  ? z.input<Schema>
  : undefined;

/** What a caller receives, as JSON. `undefined` where the answer has no body. */
export type ResponseOf<Id extends OperationId> = (typeof operations)[Id]['response'] extends {
  body: () => infer Schema;
}
  ? z.output<Schema>
  : undefined;

/** Functions that no route leads to, with their Lambda entries. */
export const backgroundFunctions = {
  'mail-consumer': 'functions/mail-consumer.ts',
  'audit-consumer': 'functions/audit-consumer.ts',
  redelivery: 'functions/redelivery.ts',
  'mail-events': 'functions/mail-events.ts',
} as const;

/** Functions beside the steps of a reset: a release of them shifts no calls. `archive-digest` comes with the setting `auditArchive`. */
export const auxiliaryFunctions = {
  'settings-record': 'functions/settings-record.ts',
  'archive-digest': 'functions/archive-digest.ts',
} as const;

export type FunctionName = OperationId | keyof typeof backgroundFunctions | keyof typeof auxiliaryFunctions;
