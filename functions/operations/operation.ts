import type * as z from 'zod/mini';
import type { SessionToken } from '../domain/secret.ts';
import type { AnyCapability } from '../runtime/capability.ts';
import type { RuleName } from '../runtime/rules.ts';
import type { CAPTCHA_ACTIONS } from './fields.ts';
import type { Problem, ProblemCode } from './problems.ts';

/** Texts of an operation for readers of the OpenAPI document. */
export interface OperationTexts {
  readonly tag: 'Password resets' | 'User IDs' | 'Sessions' | 'Captcha';
  readonly summary: string;
  readonly description: string;
  /** Meaning of the successful answer. */
  readonly success: string;
}

/**
 * All that is declared about an operation. Its route, request model, validation, environment variables, rights,
 * problem documents, OpenAPI entry, typed client and place in the laptop cloud follow from it.
 */
export interface OperationShape {
  /** `operationId`, and the stem of the feature's files in every layer. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/${string}`;
  readonly texts: OperationTexts;
  /** The alarm on its errors: `page` wakes the operator, `ticket` waits for a working day. */
  readonly alarm: {
    readonly severity: 'page' | 'ticket';
    /** Effect on users while the operation fails. */
    readonly impact: string;
  };
  /** Whether a call sends a mail or hashes a password, so that API Gateway throttles it at the lower rate. */
  readonly costly: boolean;
  /** A function, as `body` is: schemas are slow to make, and a cold start makes that of its own operation alone. */
  readonly request?: () => z.ZodMiniType;
  readonly response: { readonly status: 200 | 201 | 202 | 204; readonly body?: () => z.ZodMiniType };
  /** Action that a captcha token is bound to. Absent where no captcha stands before the operation. */
  readonly captchaAction?: (typeof CAPTCHA_ACTIONS)[number];
  /** True where `Authorization: Bearer <sessionToken>` is expected. */
  readonly bearer?: true;
  /** True for the login of the built-in directory, which a stage with another directory does not have. */
  readonly builtInDirectory?: true;
  /** True for the challenges of the captcha `altcha`, which a stage with another provider does not have. */
  readonly selfHostedCaptcha?: true;
  /** Problems beside those that any operation can answer. */
  readonly problems: readonly ProblemCode[];
  /** What the function uses, by the name of the port. */
  readonly capabilities: Readonly<Record<string, AnyCapability>>;
  /** Settings that the function applies. */
  readonly rules: readonly RuleName[];
  /** Turns the use case's outcome into the answer's body or a problem. */
  answer(outcome: never): unknown;
}

/**
 * A parsed request: its body or its bearer token, with secrets wrapped. `undefined` where the operation takes
 * neither.
 */
export type RequestOf<Op> = Op extends { request: () => infer Schema }
  ? z.output<Schema>
  : Op extends { bearer: true }
    ? { readonly sessionToken: SessionToken }
    : undefined;

/** The request's body as JSON. */
export type RequestBodyOf<Op> = Op extends { request: () => infer Schema } ? z.input<Schema> : undefined;

/** The answer's body as JSON. `undefined` where the answer has none. */
export type ResponseOf<Op> = Op extends { response: { body: () => infer Schema } } ? z.output<Schema> : undefined;

/** The outcome of an operation's use case. */
export type OutcomeOf<Op> = Op extends { answer(outcome: infer Outcome): unknown } ? Outcome : never;

/** What the compiler asks of a declaration beside its shape. */
type Checked<Op extends OperationShape> =
  ReturnType<Op['answer']> extends ResponseOf<Op> | Problem<Op['problems'][number] | 'service-unavailable'>
    ? (Op extends { captchaAction: string }
        ? { readonly capabilities: { readonly audit: AnyCapability; readonly captcha: AnyCapability } }
        : unknown) &
        (Op extends { capabilities: { readonly limiter: AnyCapability } | { readonly subjectKeys: AnyCapability } }
          ? { readonly capabilities: { readonly originSecret: AnyCapability } }
          : unknown)
    : { readonly answer: 'must give the declared body or a declared problem' };

/** Additions that are the same for every operation. */
export interface Additions<Op extends OperationShape> {
  /** Lambda entry, relative to the repository's root. */
  readonly entry: `functions/${Op['id']}.ts`;
  readonly rules: readonly (Op['rules'][number] | 'allowedOrigins')[];
}

/**
 * Declares an operation. It is a compile error if the answer is neither the declared body nor a declared problem, or
 * if an operation with a captcha action lacks the capabilities `captcha` and `audit`, or if one that counts or names
 * the sources of its calls lacks `originSecret`, without which CloudFront would be the source of all.
 */
export const operation = <const Op extends OperationShape>(
  declared: Op & Checked<Op>,
): Omit<Op, 'rules'> & Additions<Op> => ({
  ...declared,
  entry: `functions/${declared.id as Op['id']}.ts`,
  rules: [...declared.rules, 'allowedOrigins'],
});
