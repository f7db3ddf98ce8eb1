import type { CaptchaProvider, DirectoryName } from './fields.ts';
import type { background } from './background/index.ts';
import { completeReset } from './complete-reset.ts';
import { createChallenge } from './create-challenge.ts';
import { logIn } from './log-in.ts';
import { logOut } from './log-out.ts';
import type * as declared from './operation.ts';
import { remindUserId } from './remind-user-id.ts';
import { reportReset } from './report-reset.ts';
import { resendOtp } from './resend-otp.ts';
import { startReset } from './start-reset.ts';
import { verifyOtp } from './verify-otp.ts';
import { whoAmI } from './who-am-i.ts';

export { type ProblemCode, PROBLEMS } from './problems.ts';

/**
 * The wire contract. This list is the only place that names the operations: the routes, models and functions of the
 * stack, the validation of requests, the OpenAPI document, the typed client and the laptop cloud are all made from
 * it.
 */
export const operations = {
  'start-reset': startReset,
  'resend-otp': resendOtp,
  'verify-otp': verifyOtp,
  'complete-reset': completeReset,
  'report-reset': reportReset,
  'remind-user-id': remindUserId,
  'log-in': logIn,
  'who-am-i': whoAmI,
  'log-out': logOut,
  'create-challenge': createChallenge,
} as const;

type Operations = typeof operations;

export type OperationId = keyof Operations;

/** Action that a captcha token is bound to, so that a token made for one step opens no other. */
export type CaptchaAction = Extract<Operations[OperationId], { captchaAction: string }>['captchaAction'];

/** An operation without the narrow types of its own schemas. */
export type Operation = Omit<declared.OperationShape, 'id' | 'captchaAction'> & {
  readonly id: OperationId;
  readonly captchaAction?: CaptchaAction;
  readonly entry: string;
};

export const operationOf = (id: OperationId): Operation => operations[id];

/** The operations that a stage has only where its accounts are in the built-in directory. */
export type LoginOperationId = {
  [Id in OperationId]: Operations[Id] extends { builtInDirectory: true } ? Id : never;
}[OperationId];

/** The operations of a stage with this directory and this captcha. */
export const operationsWith = (directory: DirectoryName, captchaProvider?: CaptchaProvider): OperationId[] =>
  (Object.keys(operations) as OperationId[]).filter(
    (id) =>
      (directory === 'built-in' || operationOf(id).builtInDirectory === undefined) &&
      (captchaProvider === 'altcha' || operationOf(id).selfHostedCaptcha === undefined),
  );

/** The operations that record audit events in their own log: refusals, logins. */
export const auditedOperations: readonly OperationId[] = (Object.keys(operations) as OperationId[]).filter(
  (id) => 'audit' in operationOf(id).capabilities,
);

export type RequestOf<Id extends OperationId> = declared.RequestOf<Operations[Id]>;
export type RequestBodyOf<Id extends OperationId> = declared.RequestBodyOf<Operations[Id]>;
export type ResponseOf<Id extends OperationId> = declared.ResponseOf<Operations[Id]>;

export { BUS_EVENTS } from './background/event-publisher.ts';
export { auxiliaryFunctions, background, backgroundFunctions } from './background/index.ts';

export type FunctionName = OperationId | keyof typeof background;
