import { inspect } from 'node:util';
import { simpleParser } from 'mailparser';
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

const sender = { name: 'Example Bank', address: 'no-reply@example.com' };
const misconfigurations: string[] = [];
beforeEach(() => {
  misconfigurations.length = 0;
});

const mailer = (options: { maxAttempts?: number; requestTimeout?: number; replyTo?: string } = {}): SesMailer =>
  new SesMailer({
    client: new SESClient({
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'stub', secretAccessKey: 'stub' },
      maxAttempts: options.maxAttempts ?? 1,
      requestHandler: { requestTimeout: options.requestTimeout ?? 5000, throwOnRequestTimeout: true },
    }),
    sender,
    ...(options.replyTo !== undefined && { replyTo: options.replyTo }),
    configurationSet: 'password-reset',
    brand,
    onMisconfiguration: (cause) => misconfigurations.push(cause),
  });

/** Raw MIME message of the last call. */
const sent = (): Buffer => Buffer.from(stub.calls.at(-1)?.get('RawMessage.Data') ?? '', 'base64');

/** Error that `send` throws, as a logger could show it. */
const thrownBy = async (sending: Promise<unknown>): Promise<Error> => {
  try {
    await sending;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
};

describe('an accepted message', () => {
  test.each(everyMessage.map((message) => [message.kind, message] as const))(
    'goes to its one address as text and HTML (%s)',
    async (_kind, message) => {
      stub.answer({ kind: 'accept' });
      expect(await mailer({ replyTo: 'help@example.com' }).send(message, label)).toEqual({ kind: 'accepted' });

      expect(stub.calls.map((call) => Object.fromEntries(call))).toEqual([
        {
          Action: 'SendRawEmail',
          Version: '2010-12-01',
          Source: 'no-reply@example.com',
          'Destinations.member.1': message.to,
          'RawMessage.Data': expect.any(String),
          ConfigurationSetName: 'password-reset',
          'Tags.member.1.Name': 'mail',
          'Tags.member.1.Value': message.kind,
          'Tags.member.2.Name': 'request',
          'Tags.member.2.Value': label.request,
          'Tags.member.3.Name': 'recipient',
          'Tags.member.3.Value': label.recipient,
        },
      ]);
      const { subject, text, html } = renderMail(message, brand);
      const mail = await simpleParser(sent());
      expect(mail).toMatchObject({
        subject,
        text,
        html,
        from: { value: [{ name: 'Example Bank', address: 'no-reply@example.com' }] },
        to: { value: [{ name: '', address: message.to }] },
        replyTo: { value: [{ name: '', address: 'help@example.com' }] },
        attachments: [],
      });
      expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    },
  );

  test('has no Reply-To where none is set', async () => {
    stub.answer({ kind: 'accept' });
    await mailer().send(otpMessage, label);
    expect(sent().toString()).not.toMatch(/^reply-to:/im);
  });

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
    const { text = '', html } = await simpleParser(sent());
    expect(text).toContain('\n04711815\n');
    expect(text + html).not.toContain('redacted');
  });

  test('keeps letters of other scripts', async () => {
    stub.answer({ kind: 'accept' });
    await mailer().send({ kind: 'user-id-list', to: 'a@example.com', userIds: ['жанна', '李雷', '👩‍💻'] }, label);
    expect((await simpleParser(sent())).text).toContain('  жанна\n  李雷\n  👩‍💻\n');
  });
});

describe('the address of the recipient', () => {
  test.each([
    ["A.b+Tag_'x@EXAMPLE.com", "A.b+Tag_'x@EXAMPLE.com"],
    ['"two words"@example.com', '"two words"@example.com'],
    ['info@münchen.example', 'info@xn--mnchen-3ya.example'],
    ['Info@MÜNCHEN.example', 'Info@xn--mnchen-3ya.example'],
  ])('%s goes to SES as %s', async (to, wire) => {
    stub.answer({ kind: 'accept' });
    expect(await mailer().send({ ...otpMessage, to }, label)).toEqual({ kind: 'accepted' });
    expect(stub.calls[0]?.get('Destinations.member.1')).toBe(wire);
    expect(sent().toString()).toContain(`\r\nTo: ${wire}\r\n`);
  });

  test.each([
    ['mıke@example.com', 'address-not-ascii'],
    ['jürgen@münchen.example', 'address-not-ascii'],
    ['alice@example.com\r\nBcc: eve@example.com', 'address-invalid'],
    ['alice@example.com\n', 'address-invalid'],
    ['alice@example.com, eve@example.com', 'address-invalid'],
    ['alice@example.com> <eve@example.com', 'address-invalid'],
    ['Alice <alice@example.com>', 'address-invalid'],
    ['"a\r\nBcc: eve@example.com"@example.com', 'address-invalid'],
    ['alice', 'address-invalid'],
    ['', 'address-invalid'],
  ])('%j is final as %s, and SES is not asked', async (to, reason) => {
    stub.answer({ kind: 'accept' });
    expect(await mailer().send({ ...otpMessage, to }, label)).toEqual({ kind: 'rejected', reason });
    expect(stub.calls).toEqual([]);
  });
});

describe('a refusal that belongs to the recipient or the message is final', () => {
  test.each([
    ['MessageRejected', 'Address blacklisted.'],
    ['MessageRejected', 'Address is on the suppression list'],
    ['MessageRejected', 'Message contains a virus'],
    ['InvalidParameterValue', "Missing final '@domain'"],
    ['InvalidParameterValue', 'Local address contains control or whitespace'],
    ['InvalidParameterValue', 'Domain contains dot-dot'],
    ['InvalidParameterValue', 'Illegal address: verified.sender@example.org'],
    ['InvalidParameterValue', `Illegal address: ${ADDRESS}`],
    ['InvalidParameterValue', "User name is missing: '@example.org'"],
  ])('400 %s: %s', async (code, message) => {
    stub.answer({ kind: 'error', status: 400, code, message });
    expect(await mailer({ maxAttempts: 3 }).send({ ...otpMessage, to: ADDRESS }, label)).toEqual({
      kind: 'rejected',
      reason: code,
    });
    expect(stub.calls).toHaveLength(1);
    expect(misconfigurations).toEqual([]);
  });
});

describe('a refusal that an operator has to end throws, is reported, and is not tried again at once', () => {
  const code = 'ConfigurationSetDoesNotExist';
  test.each([
    [400, 'MessageRejected', MESSAGE, 'MessageRejected'],
    [400, 'MessageRejected', 'Sending paused for this account. For more information, contact us.', 'MessageRejected'],
    [400, 'MessageRejected', 'something that nobody has seen before', 'MessageRejected'],
    [400, 'MessageRejected', 'Something is wrong: virus.content@example.org', 'MessageRejected'],
    [400, 'MailFromDomainNotVerifiedException', '', 'MailFromDomainNotVerifiedException'],
    [400, 'FromEmailAddressNotVerified', '', 'FromEmailAddressNotVerifiedException'],
    [400, 'ProductionAccessNotGranted', '', 'ProductionAccessNotGrantedException'],
    [400, code, 'Configuration set x does not exist.', 'ConfigurationSetDoesNotExistException'],
    [400, 'ConfigurationSetSendingPausedException', '', 'ConfigurationSetSendingPausedException'],
    [400, 'AccountSendingPausedException', '', 'AccountSendingPausedException'],
    [400, 'InvalidParameterValue', 'Source address is invalid', 'InvalidParameterValue'],
    [400, 'InvalidParameterValue', 'Invalid tag value', 'InvalidParameterValue'],
    [403, 'AccessDenied', `User is not authorized to perform ses:SendRawEmail for ${ADDRESS}`, 'AccessDenied'],
    [403, 'AccessDeniedException', '', 'AccessDeniedException'],
    [403, 'SignatureDoesNotMatch', '', 'SignatureDoesNotMatch'],
    [403, 'InvalidClientTokenId', '', 'InvalidClientTokenId'],
    [403, 'OptInRequired', '', 'OptInRequired'],
    [404, 'SomethingNew', '', 'SomethingNew'],
  ])('%i %s: %s', async (status, wire, message, name) => {
    stub.answer({ kind: 'error', status, code: wire, message });
    const error = await thrownBy(mailer({ maxAttempts: 3 }).send({ ...otpMessage, to: ADDRESS }, label));
    expect(error).toMatchObject({ name: 'MailMisconfigured', sesError: name, cause: { name } });
    expect(misconfigurations).toEqual([name]);
    expect(stub.calls).toHaveLength(1);
    const shown = inspect(error, { depth: 9, showHidden: true });
    for (const hidden of [ADDRESS, 'not authorized', 'nobody has seen', '04711815'])
      expect(shown).not.toContain(hidden);
  });

  test('no credentials', async () => {
    const without = new SesMailer({
      client: new SESClient({
        region: 'eu-central-1',
        credentials: () => Promise.reject(Object.assign(new Error('none found'), { name: 'CredentialsProviderError' })),
      }),
      sender,
      configurationSet: 'password-reset',
      brand,
    });
    await expect(without.send(otpMessage, label)).rejects.toMatchObject({ name: 'MailMisconfigured' });
  });
});

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
      sender,
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
