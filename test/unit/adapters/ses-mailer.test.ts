import { inspect } from 'node:util';
import { SESClient } from '@aws-sdk/client-ses';
import { SesMailer } from '../../../functions/adapters/ses/mailer.ts';
import { renderMail } from '../../../functions/mail/render.ts';
import { brand, everyMessage, otpMessage } from '../mail/messages.ts';
import { SesStub } from './ses-stub.ts';

const ADDRESS = 'someone.private@example.org';
const MESSAGE = `Email address is not verified. The following identities failed the check: ${ADDRESS}`;

/** Label of a mail; both parts are digests. */
const label = { request: 'r'.repeat(43), recipient: `-_${'R'.repeat(41)}` };

const stub = new SesStub();
let endpoint = '';

beforeAll(async () => {
  endpoint = await stub.open();
});
afterAll(() => stub.close());

const mailer = (options: { maxAttempts?: number; requestTimeout?: number } = {}): SesMailer =>
  new SesMailer({
    client: new SESClient({
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'stub', secretAccessKey: 'stub' },
      maxAttempts: options.maxAttempts ?? 1,
      requestHandler: { requestTimeout: options.requestTimeout ?? 5000, throwOnRequestTimeout: true },
    }),
    sender: 'no-reply@example.com',
    configurationSet: 'password-reset',
    brand,
  });

describe('an accepted message', () => {
  test.each(everyMessage.map((message) => [message.kind, message] as const))(
    'goes to its one address as text and HTML (%s)',
    async (_kind, message) => {
      stub.answer({ kind: 'accept' });
      expect(await mailer().send(message, label)).toEqual({ kind: 'accepted' });

      const { subject, text, html } = renderMail(message, brand);
      expect(stub.calls.map((call) => Object.fromEntries(call))).toEqual([
        {
          Action: 'SendEmail',
          Version: '2010-12-01',
          Source: 'no-reply@example.com',
          'Destination.ToAddresses.member.1': message.to,
          'Message.Subject.Data': subject,
          'Message.Subject.Charset': 'UTF-8',
          'Message.Body.Text.Data': text,
          'Message.Body.Text.Charset': 'UTF-8',
          'Message.Body.Html.Data': html,
          'Message.Body.Html.Charset': 'UTF-8',
          ConfigurationSetName: 'password-reset',
          'Tags.member.1.Name': 'mail',
          'Tags.member.1.Value': message.kind,
          'Tags.member.2.Name': 'request',
          'Tags.member.2.Value': label.request,
          'Tags.member.3.Name': 'recipient',
          'Tags.member.3.Value': label.recipient,
        },
      ]);
    },
  );

  test('has only tags with characters that SES accepts', async () => {
    for (const message of everyMessage) {
      stub.answer({ kind: 'accept' });
      await mailer().send(message, label);
      const tags = [...(stub.calls[0] ?? [])].filter(([name]) => name.startsWith('Tags.'));
      expect(tags).toHaveLength(6);
      for (const [, text] of tags) expect(text).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    }
  });

  test('carries the code itself, not its redaction', async () => {
    stub.answer({ kind: 'accept' });
    await mailer().send(otpMessage, label);
    expect(stub.calls[0]?.get('Message.Body.Text.Data')).toContain('\n04711815\n');
    expect(String(stub.calls[0])).not.toContain('redacted');
  });

  test('keeps letters of other scripts, and the address byte for byte', async () => {
    stub.answer({ kind: 'accept' });
    const to = 'Mıke+Ä@EXAMPLE.com';
    await mailer().send({ kind: 'user-id-list', to, userIds: ['жанна', '李雷', '👩‍💻'] }, label);
    expect(stub.calls[0]?.get('Destination.ToAddresses.member.1')).toBe(to);
    expect(stub.calls[0]?.get('Message.Body.Text.Data')).toContain('  жанна\n  李雷\n  👩‍💻\n');
  });
});

describe('a message that the service will never accept', () => {
  test.each([
    [400, 'MessageRejected', 'MessageRejected'],
    [400, 'MailFromDomainNotVerifiedException', 'MailFromDomainNotVerifiedException'],
    [400, 'ConfigurationSetDoesNotExist', 'ConfigurationSetDoesNotExistException'],
    [400, 'ConfigurationSetSendingPausedException', 'ConfigurationSetSendingPausedException'],
    [400, 'AccountSendingPausedException', 'AccountSendingPausedException'],
    [400, 'InvalidParameterValue', 'InvalidParameterValue'],
    [403, 'AccessDenied', 'AccessDenied'],
    [404, 'SomethingNew', 'SomethingNew'],
  ])('is rejected by %i %s', async (status, code, reason) => {
    stub.answer({ kind: 'error', status, code, message: MESSAGE });
    expect(await mailer({ maxAttempts: 3 }).send({ ...otpMessage, to: ADDRESS }, label)).toEqual({
      kind: 'rejected',
      reason,
    });
    expect(stub.calls).toHaveLength(1);
  });
});

/** Error that `send` throws, as a logger could show it. */
const thrownBy = async (sending: Promise<unknown>): Promise<Error> => {
  try {
    await sending;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
};

describe('a temporary failure throws, so that the stream delivers again', () => {
  test.each([
    [400, 'Throttling'],
    [400, 'ThrottlingException'],
    [429, 'TooManyRequestsException'],
    [429, 'SomethingNew'],
    [408, 'RequestTimeout'],
    [403, 'ExpiredToken'],
    [500, 'InternalFailure'],
    [503, 'ServiceUnavailable'],
    [503, 'MessageRejected'],
  ])('%i %s', async (status, code) => {
    stub.answer({ kind: 'error', status, code, message: MESSAGE });
    const error = await thrownBy(mailer().send({ ...otpMessage, to: ADDRESS }, label));
    expect(error.message).toBe(`the mail was not taken: ${code}`);
    expect(error.name).toBe(code);
  });

  test('a connection that is cut', async () => {
    stub.answer({ kind: 'cut' });
    await expect(mailer().send(otpMessage, label)).rejects.toThrow('the mail was not taken');
    expect(stub.calls).toHaveLength(1);
  });

  test('no connection, with the error code of the network', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' });
    const unreachable = new SesMailer({
      client: new SESClient({
        region: 'eu-central-1',
        credentials: { accessKeyId: 'stub', secretAccessKey: 'stub' },
        maxAttempts: 1,
        requestHandler: { handle: () => Promise.reject(refused) },
      }),
      sender: 'no-reply@example.com',
      configurationSet: 'password-reset',
      brand,
    });
    await expect(unreachable.send(otpMessage, label)).rejects.toThrow('the mail was not taken: ECONNREFUSED');
  });

  test('no answer in time', async () => {
    stub.answer({ kind: 'silence' });
    await expect(mailer({ requestTimeout: 200 }).send(otpMessage, label)).rejects.toThrow(
      'the mail was not taken: TimeoutError',
    );
  });

  test('and the error contains nothing of the message or the address', async () => {
    for (const answer of [
      { kind: 'error', status: 500, code: 'InternalFailure', message: MESSAGE },
      { kind: 'cut' },
    ] as const) {
      stub.answer(answer);
      const error = await thrownBy(mailer().send({ ...otpMessage, to: ADDRESS }, label));
      const shown = inspect(error, { depth: 9, showHidden: true });
      for (const secret of [ADDRESS, '04711815', otpMessage.reportToken.reveal()]) expect(shown).not.toContain(secret);
    }
  });
});

test('temporary throttling ends in one accepted mail', async () => {
  stub.answer({ kind: 'error', status: 400, code: 'Throttling' }, { kind: 'accept' });
  expect(await mailer({ maxAttempts: 3 }).send(otpMessage, label)).toEqual({ kind: 'accepted' });
  expect(stub.calls).toHaveLength(2);
});
