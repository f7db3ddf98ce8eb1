import type { MailLabel, Mailer, MailOutcome, Message } from '../../functions/ports.ts';

/** Keeps what it was asked to send; it can be told to reject, or to fail. */
export class RecordingMailer implements Mailer {
  readonly sent: Message[] = [];
  /** Of the message at the same place in `sent`. */
  readonly labels: MailLabel[] = [];
  mode: 'accept' | 'reject' | 'fail' = 'accept';

  async send(message: Message, label: MailLabel): Promise<MailOutcome> {
    if (this.mode === 'fail') throw new Error('the mail service is down');
    if (this.mode === 'reject') return { kind: 'rejected', reason: 'MessageRejected' };
    this.sent.push(message);
    this.labels.push(label);
    return { kind: 'accepted' };
  }

  /** The messages of one kind. */
  of<Kind extends Message['kind']>(kind: Kind): Extract<Message, { kind: Kind }>[] {
    return this.sent.filter((message): message is Extract<Message, { kind: Kind }> => message.kind === kind);
  }
}
