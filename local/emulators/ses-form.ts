import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { SentMail } from './ses-events.ts';

/** A mail as the form of SES v1's `SendEmail` describes it. */
export type AskedMail = Omit<SentMail, 'messageId'>;

export function askedMail(form: URLSearchParams): AskedMail {
  const text = (name: string): string => form.get(name) ?? '';
  const tags: Record<string, string> = {};
  for (let tag = 1; form.has(`Tags.member.${tag}.Name`); tag += 1) {
    tags[text(`Tags.member.${tag}.Name`)] = text(`Tags.member.${tag}.Value`);
  }
  return {
    source: text('Source'),
    to: text('Destination.ToAddresses.member.1'),
    subject: text('Message.Subject.Data'),
    configurationSet: text('ConfigurationSetName'),
    tags,
    sentAt: new Date(),
  };
}

/** The message ID in an answer to `SendEmail`; undefined where it refused. */
export const messageIdIn = (answer: Buffer): string | undefined =>
  /<MessageId>([^<]+)<\/MessageId>/.exec(answer.toString())?.[1];

/** Takes a mail as SES does, whatever becomes of it, and gives its message ID. */
export function accept(response: ServerResponse): string {
  const messageId = `${Date.now().toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    `<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendEmailResult><MessageId>${messageId}</MessageId></SendEmailResult><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></SendEmailResponse>`,
  );
  return messageId;
}
