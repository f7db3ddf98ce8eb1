import { SendEmailCommand, type SESClient, SESServiceException } from '@aws-sdk/client-ses';
import type { Brand } from '../../mail/content.ts';
import { renderMail } from '../../mail/render.ts';
import type { OwnMailTexts } from '../../mail/texts/own-texts.ts';
import type { MailKind } from '../../domain/delivery.ts';
import type { MailLabel, Mailer, MailOutcome, Message } from '../../ports.ts';

export interface SesMailerOptions {
  readonly client: SESClient;
  /** `From` of every mail. */
  readonly sender: string;
  /** Names the SES configuration set that bounces and complaints are counted by. */
  readonly configurationSet: string;
  readonly brand: Brand;
  readonly ownTexts?: OwnMailTexts;
}

/** Answers of class 4xx that say "later", not "never". */
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

/** Sends one message to one address through SES. Throws where sending it again may help. */
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
      // SES hands these back with every event of the mail. It takes letters, digits, `_` and `-`: base64url fits.
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

/** A mail that was not taken for now. The name is the one of what SES or the network said. */
class MailError extends Error {
  constructor(name: string) {
    super(`the mail was not taken: ${name}`);
    this.name = name;
  }
}

/** SES writes addresses into its messages, and a thrown error can reach a log: only its name goes on, and no cause. */
function nameOnly(error: unknown): MailError {
  if (!(error instanceof Error)) return new MailError('UnknownError');
  const { code } = error as { code?: unknown };
  return new MailError(error.name === 'Error' && typeof code === 'string' ? code : error.name);
}
