import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { Brand } from '../../mail/content.ts';
import { renderMail } from '../../mail/render.ts';
import type { OwnMailTexts } from '../../mail/texts/own-texts.ts';
import { addressOnTheWire } from '../../domain/account.ts';
import type { MailKind } from '../../domain/delivery.ts';
import type { MailLabel, Mailer, MailOutcome, Message } from '../../ports.ts';
import { isAddress, mimeMessage } from './mime.ts';
import { judge, MailMisconfigured } from './refusal.ts';

/** Client, sender, brand and texts of a mailer. */
export interface SesMailerOptions {
  readonly client: SESClient;
  /** `From` of all mails. The address is ASCII. */
  readonly sender: { readonly name: string; readonly address: string };
  /** `Reply-To` of all mails, in ASCII. Absent: answers go to the sender. */
  readonly replyTo?: string;
  /** SES configuration set, by which bounces and complaints are reported. */
  readonly configurationSet: string;
  readonly brand: Brand;
  readonly ownTexts?: OwnMailTexts;
  /** Called when SES refuses a mail for a reason that only an operator can end (R31); `cause` is SES's error name. */
  readonly onMisconfiguration?: (cause: string) => void;
}

/**
 * Sends one message to one address through SES. It is written as MIME here, because `SendEmail` takes no header of its
 * caller. Throws if another try may succeed.
 */
export class SesMailer implements Mailer {
  readonly #options: SesMailerOptions;

  constructor(options: SesMailerOptions) {
    this.#options = options;
  }

  async send(message: Message, { request, recipient }: MailLabel): Promise<MailOutcome> {
    const { client, sender, replyTo, configurationSet, brand, ownTexts, onMisconfiguration } = this.#options;
    const to = addressOnTheWire(message.to);
    // SES v1 has no SMTPUTF8, so it can never send to such an address.
    if (/[^\u0000-\u007f]/.test(to)) return { kind: 'rejected', reason: 'address-not-ascii' };
    if (!isAddress(to)) return { kind: 'rejected', reason: 'address-invalid' };
    const mail: MailKind = message.kind;
    const command = new SendRawEmailCommand({
      Source: sender.address,
      Destinations: [to],
      RawMessage: {
        Data: mimeMessage({
          ...renderMail(message, brand, ownTexts),
          from: sender,
          to,
          ...(replyTo !== undefined && { replyTo }),
        }),
      },
      ConfigurationSetName: configurationSet,
      // SES returns these with each event of the mail. It allows letters, digits, `_` and `-`, so base64url fits.
      Tags: Object.entries({ mail, request, recipient }).map(([Name, Value]) => ({ Name, Value })),
    });
    try {
      await client.send(command);
      return { kind: 'accepted' };
    } catch (error) {
      const judged = judge(error);
      if (judged instanceof MailMisconfigured) onMisconfiguration?.(judged.sesError);
      if (judged instanceof Error) throw judged;
      return judged;
    }
  }
}
