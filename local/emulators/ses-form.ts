import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Email } from 'aws-ses-v2-local/dist/store.js';
import { simpleParser } from 'mailparser';
import type { SentMail } from './ses-events.ts';

/** Calls of SES v1 that send one mail. */
export const V1_ACTIONS = ['SendEmail', 'SendRawEmail'] as const;

export type V1Action = (typeof V1_ACTIONS)[number];

/** A mail as the form of SES v1's `SendEmail` or `SendRawEmail` describes it. */
export type AskedMail = Omit<SentMail, 'messageId'>;

/** What the inbox keeps of a mail that was sent as MIME. */
export type RawMail = Pick<Email, 'from' | 'replyTo' | 'subject' | 'body' | 'headers'>;

/** First recipient of a call; undefined where it names none. */
export const recipientOf = (form: URLSearchParams): string | undefined =>
  form.get('Destination.ToAddresses.member.1') ?? form.get('Destinations.member.1') ?? undefined;

/** @param raw the MIME message of the call, where it has one */
export function askedMail(form: URLSearchParams, raw: RawMail | undefined): AskedMail {
  const text = (name: string): string => form.get(name) ?? '';
  const tags: Record<string, string> = {};
  for (let tag = 1; form.has(`Tags.member.${tag}.Name`); tag += 1) {
    tags[text(`Tags.member.${tag}.Name`)] = text(`Tags.member.${tag}.Value`);
  }
  return {
    source: text('Source'),
    to: recipientOf(form) ?? '',
    subject: raw?.subject ?? text('Message.Subject.Data'),
    configurationSet: text('ConfigurationSetName'),
    tags,
    sentAt: new Date(),
  };
}

/** Headers that a kept mail has a field for, or that are about the form of the message. */
const SHOWN_ELSEWHERE = new Set(['from', 'to', 'reply-to', 'subject', 'mime-version', 'content-type']);

function headerIn(line: string): { name: string; value: string } {
  const [, name = '', value = ''] = /^([^:]*):\s*(.*)$/s.exec(line) ?? [];
  return { name, value };
}

/** The MIME message of a call, as a mail program reads it; undefined where it has none. */
export async function rawMailOf(form: URLSearchParams): Promise<RawMail | undefined> {
  const data = form.get('RawMessage.Data');
  if (data === null) return undefined;
  const { from, replyTo, subject = '', text, html, headerLines } = await simpleParser(Buffer.from(data, 'base64'));
  return {
    from: from?.text ?? '',
    replyTo: replyTo === undefined ? [] : [replyTo.text],
    subject,
    body: { text, html: html === false ? undefined : html },
    headers: headerLines.flatMap(({ key, line }) => (SHOWN_ELSEWHERE.has(key) ? [] : [headerIn(line)])),
  };
}

/** The message ID in an answer to `SendEmail`; undefined where it refused. */
export const messageIdIn = (answer: Buffer): string | undefined =>
  /<MessageId>([^<]+)<\/MessageId>/.exec(answer.toString())?.[1];

export const newMessageId = (): string => `${Date.now().toString(16).padStart(16, '0')}-${randomUUID()}-000000`;

/** Takes a mail as SES does, whatever becomes of it. */
export function accept(response: ServerResponse, action: V1Action, messageId: string): void {
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result><MessageId>${messageId}</MessageId></${action}Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></${action}Response>`,
  );
}
