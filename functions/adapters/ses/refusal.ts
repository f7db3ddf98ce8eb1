import { SESServiceException } from '@aws-sdk/client-ses';
import type { MailOutcome } from '../../ports.ts';

/** Names of 4xx errors after which another try may succeed without anybody's help. */
const TRANSIENT = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
  'RequestTimeout',
  'RequestTimeoutException',
  'RequestExpired',
  'ExpiredToken',
  'ExpiredTokenException',
]);

/** Errors of the SDK, before SES is asked, that only an operator can end. */
const WITHOUT_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError']);

/**
 * Refusals that belong to the recipient or the message: SES's error name, and the text that it must have. SES gives
 * the same names to errors of the operator, such as an identity that is not verified.
 */
const FINAL: ReadonlyMap<string, RegExp> = new Map([
  ['MessageRejected', /blacklist|suppress|virus|malware|\bcontent\b|attachment|too (?:large|long)/i],
  ['InvalidParameterValue', /\b(?:address|domain|local (?:part|name)|user name)\b/i],
]);

/** Texts that name the sender. The recipient's address is then not the reason. */
const OF_THE_SENDER = /\b(?:source|sender|from|reply-?to|return-?path|identity|identities|verified)\b/i;

/** Temporary failure. Its name is that of the error of SES or the network. */
export class MailError extends Error {
  constructor(name: string) {
    super(`the mail was not taken: ${name}`);
    this.name = name;
  }
}

/**
 * SES refuses our mails until an operator corrects something: a permission, the identity, the sandbox, paused sending,
 * the configuration set (R31). Its cause carries SES's error name.
 */
export class MailMisconfigured extends Error {
  override readonly name = 'MailMisconfigured';

  /** Name of SES's error, such as `AccessDenied`. */
  readonly sesError: string;

  constructor(cause: MailError) {
    super('the mail service refuses mails of this deployment', { cause });
    this.sesError = cause.name;
  }
}

/**
 * Judges an error of a send: the outcome of a mail that can never be accepted, or an error to throw, so that the mail
 * is sent again. An error that is not known to be the recipient's is the operator's. No text of SES is kept, because
 * SES puts addresses into it and a thrown error can reach a log.
 */
export function judge(error: unknown): Extract<MailOutcome, { kind: 'rejected' }> | MailError | MailMisconfigured {
  const named = new MailError(nameOf(error));
  if (error instanceof Error && WITHOUT_CREDENTIALS.has(error.name)) return new MailMisconfigured(named);
  if (!(error instanceof SESServiceException) || !isRefusal(error)) return named;
  // An address must not decide by the words in it.
  const text = error.message.replaceAll(/\S+@\S+\.\S+/g, '');
  if (FINAL.get(error.name)?.test(text) === true && !OF_THE_SENDER.test(text)) {
    return { kind: 'rejected', reason: error.name };
  }
  return new MailMisconfigured(named);
}

function isRefusal({ name, $metadata: { httpStatusCode: status = 500 } }: SESServiceException): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429 && !TRANSIENT.has(name);
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UnknownError';
  const { code } = error as { code?: unknown };
  return error.name === 'Error' && typeof code === 'string' ? code : error.name;
}
