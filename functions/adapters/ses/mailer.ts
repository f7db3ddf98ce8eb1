import { SendEmailCommand, type SESClient, SESServiceException } from '@aws-sdk/client-ses';
import type { Brand } from '../../mail/content.ts';
import { renderMail } from '../../mail/render.ts';
import type { OwnMailTexts } from '../../mail/texts/own-texts.ts';
import type { MailKind } from '../../domain/delivery.ts';
import type { MailLabel, Mailer, MailOutcome, Message } from '../../ports.ts';

/** Client, sender, brand and texts of a mailer. */
export interface SesMailerOptions {
  readonly client: SESClient;
  /** `From` address of all mails. */
  readonly sender: string;
  /** SES configuration set, by which bounces and complaints are reported. */
  readonly configurationSet: string;
  readonly brand: Brand;
  readonly ownTexts?: OwnMailTexts;
}

/** Names of 4xx errors after which another try may succeed. */
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

/** Sends one message to one address through SES. Throws if another try may succeed. */
export class SesMailer implements Mailer {
  readonly #options: SesMailerOptions;

  constructor(options: SesMailerOptions) {
    this.#options = options;
  }

  async send(message: Message, { request, recipient }: MailLabel): Promise<MailOutcome> {
    const { client, sender, configurationSet, brand, ownTexts } = this.#options;
    const { subject, text, html } = renderMail(message, brand, ownTexts);
    const mail: MailKind = message.kind;
    const command = new SendEmailCommand({
      Source: sender,
      Destination: { ToAddresses: [message.to] },
      Message: {
        Subject: { Data: subject, Charset: 'UTF-8' },
        Body: { Text: { Data: text, Charset: 'UTF-8' }, Html: { Data: html, Charset: 'UTF-8' } },
      },
      ConfigurationSetName: configurationSet,
      // SES returns these with each event of the mail. It allows letters, digits, `_` and `-`, so base64url fits.
      Tags: Object.entries({ mail, request, recipient }).map(([Name, Value]) => ({ Name, Value })),
    });
    try {
      await client.send(command);
      return { kind: 'accepted' };
    } catch (error) {
      if (isFinal(error)) return { kind: 'rejected', reason: error.name };
      throw nameOnly(error);
    }
  }
}

function isFinal(error: unknown): error is SESServiceException {
  if (!(error instanceof SESServiceException) || TRANSIENT.has(error.name)) return false;
  const status = error.$metadata.httpStatusCode ?? 500;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** Temporary failure. Its name is that of the error of SES or the network. */
class MailError extends Error {
  constructor(name: string) {
    super(`the mail was not taken: ${name}`);
    this.name = name;
  }
}

/**
 * SES puts addresses into its messages, and a thrown error can reach a log. So only the error's name is kept, without
 * a cause.
 */
function nameOnly(error: unknown): MailError {
  if (!(error instanceof Error)) return new MailError('UnknownError');
  const { code } = error as { code?: unknown };
  return new MailError(error.name === 'Error' && typeof code === 'string' ? code : error.name);
}
