import type { MailLabel, Mailer, MailOutcome, Message } from '../../functions/ports.ts';

/** Keeps the messages that it was asked to send. It can reject them, or fail. */
export class RecordingMailer implements Mailer {
  readonly sent: Message[] = [];
  /** Labels of the messages at the same places in `sent`. */
  readonly labels: MailLabel[] = [];
  mode: 'accept' | 'reject' | 'fail' = 'accept';
  /** Addresses that cannot be reached for now. */
  readonly failing = new Set<string>();

  async send(message: Message, label: MailLabel): Promise<MailOutcome> {
    if (this.mode === 'fail' || this.failing.has(message.to)) throw new Error('the mail service is down');
    if (this.mode === 'reject') return { kind: 'rejected', reason: 'MessageRejected' };
    this.sent.push(message);
    this.labels.push(label);
    return { kind: 'accepted' };
  }

  /** Returns the messages of one kind. */
  of<Kind extends Message['kind']>(kind: Kind): Extract<Message, { kind: Kind }>[] {
    return this.sent.filter((message): message is Extract<Message, { kind: Kind }> => message.kind === kind);
  }
}
