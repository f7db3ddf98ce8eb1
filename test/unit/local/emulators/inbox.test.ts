import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mimeMessage } from '../../../../functions/adapters/ses/mime.ts';
import { startInbox } from '../../../../local/emulators/inbox.ts';
import type { EventBridgeEvent } from '../../../../local/emulators/ses-events.ts';
import { CLIENT, temporaryFolder } from './temporary-folder.ts';

const dataDir = temporaryFolder();
const PUBLISHED = ['Delivery', 'Bounce', 'Complaint', 'Reject'] as const;
const events: EventBridgeEvent[] = [];
const announced: { to: string[]; subject: string }[] = [];
let server: Awaited<ReturnType<typeof startInbox>>;
let client: SESClient;

const start = async () => {
  server = await startInbox({
    port: 0,
    dataDir,
    configurationSets: new Map([['set', { suppressedReasons: ['BOUNCE', 'COMPLAINT'], publishedEvents: PUBLISHED }]]),
    onMail: (mail) => announced.push(mail),
  });
  server.publishTo((event) => events.push(event));
  client = new SESClient({ ...CLIENT, endpoint: server.url, maxAttempts: 1 });
};
const stop = async () => {
  client.destroy();
  await server.stop();
};
const send = (subject: string, signal?: AbortSignal, { to = 'alice@example.com', set = 'set' } = {}) =>
  client.send(
    new SendEmailCommand({
      Source: 'no-reply@example.com',
      Destination: { ToAddresses: [to] },
      Message: { Subject: { Data: subject }, Body: { Text: { Data: 'text' }, Html: { Data: '<p>html</p>' } } },
      ConfigurationSetName: set,
      Tags: [{ Name: 'request', Value: 'digest' }],
    }),
    { abortSignal: signal ?? AbortSignal.timeout(5000) },
  );
const stored = async () => {
  const { emails } = (await (await fetch(`${server.url}/store`)).json()) as { emails: { subject: string }[] };
  return emails.map(({ subject }) => subject);
};
const mode = (body: object) => fetch(`${server.url}/test/mode`, { method: 'POST', body: JSON.stringify(body) });

beforeAll(start);
afterAll(stop);
afterEach(() => mode({ mode: 'ok', delayMs: 0 }));

test('a mail is stored, announced once, shown on the page, and outlasts a restart', async () => {
  const { MessageId } = await send('Your code');
  expect(MessageId).toBeTruthy();
  await (await fetch(`${server.url}/store`)).text();
  expect(announced).toEqual([{ to: ['alice@example.com'], subject: 'Your code' }]);
  const store = (await (await fetch(`${server.url}/store`)).json()) as object;
  expect(store).toMatchObject({
    emails: [{ destination: { to: ['alice@example.com'] }, body: { text: 'text', html: '<p>html</p>' } }],
  });
  expect(await (await fetch(server.url)).text()).toContain('<html');
  await stop();
  await start();
  expect(await stored()).toEqual(['Your code']);
  expect(announced).toHaveLength(1);
  await send('After the restart');
  expect(await stored()).toEqual(['Your code', 'After the restart']);
});

describe('a mail that is sent as MIME', () => {
  const sendRaw = (to: string, subject: string) =>
    client.send(
      new SendRawEmailCommand({
        Source: 'no-reply@example.com',
        Destinations: [to],
        RawMessage: {
          Data: mimeMessage({
            from: { name: 'Müller & Söhne', address: 'no-reply@example.com' },
            replyTo: 'help@example.com',
            to,
            subject,
            text: 'Код\n\n04711815\n',
            html: '<p>Код</p>',
          }),
        },
        ConfigurationSetName: 'set',
        Tags: [{ Name: 'request', Value: 'raw' }],
      }),
    );

  test('is kept as a mail program reads it, announced once, and outlasts a restart', async () => {
    const { MessageId } = await sendRaw('Raw@example.com', 'Ihr Code für „Beispiel“');
    expect(announced.at(-1)).toEqual({ to: ['Raw@example.com'], subject: 'Ihr Code für „Beispiel“' });
    const lastMail = async () =>
      ((await (await fetch(`${server.url}/store`)).json()) as { emails: object[] }).emails.at(-1);
    const kept = await lastMail();
    expect(kept).toMatchObject({
      messageId: MessageId,
      from: expect.stringContaining('Müller & Söhne'),
      replyTo: ['help@example.com'],
      destination: { to: ['Raw@example.com'], cc: [], bcc: [] },
      subject: 'Ihr Code für „Beispiel“',
      body: { text: 'Код\n\n04711815\n', html: '<p>Код</p>' },
      headers: [{ name: 'Auto-Submitted', value: 'auto-generated' }],
    });
    await stop();
    await start();
    expect(await lastMail()).toEqual(kept);
    await fetch(`${server.url}/clear-store`, { method: 'POST' });
  });

  test('obeys the modes, and publishes the events of its recipient', async () => {
    await mode({ mode: 'reject', to: 'raw@example.com' });
    await expect(sendRaw('raw@example.com', 'Refused')).rejects.toMatchObject({ name: 'MessageRejected' });
    await mode({ mode: 'bounce', to: 'raw@example.com' });
    events.length = 0;
    await sendRaw('raw@example.com', 'Bounced');
    await new Promise((resume) => setTimeout(resume, 350));
    expect(events.map(({ detail }) => Object(detail).eventType)).toEqual(['Bounce']);
    expect(Object(events[0]).detail.mail).toMatchObject({
      destination: ['raw@example.com'],
      commonHeaders: { subject: 'Bounced' },
      tags: { request: ['raw'] },
    });
    expect(await stored()).not.toContain('Bounced');
    await mode({ mode: 'ok', to: 'raw@example.com' });
    await fetch(`${server.url}/v2/email/suppression/addresses/raw@example.com`, { method: 'DELETE' });
  });
});

test('clearing the store also clears the mails that a restart would bring back', async () => {
  await send('Cleared');
  await fetch(`${server.url}/clear-store`, { method: 'POST' });
  await send('Next');
  expect(announced.at(-1)?.subject).toBe('Next');
  await stop();
  await start();
  expect(await stored()).toEqual(['Next']);
});

test.each([
  ['reject', 'MessageRejected'],
  ['unverified', 'MessageRejected'],
  ['throttle', 'Throttling'],
])('the mode %s fails as SES does and stores nothing', async (name, error) => {
  await mode({ mode: name });
  await expect(send('Refused')).rejects.toMatchObject({ name: error });
  await mode({ mode: 'ok' });
  expect(await stored()).not.toContain('Refused');
});

test('a mode for one address leaves the mails to others alone', async () => {
  await mode({ mode: 'reject', to: 'bob@example.com' });
  await send('To another recipient');
  expect(await stored()).toContain('To another recipient');
  await mode({ mode: 'reject', to: 'alice@example.com' });
  await expect(send('Refused to alice')).rejects.toMatchObject({ name: 'MessageRejected' });
  await mode({ mode: 'ok', to: 'alice@example.com' });
});

test('the mode timeout never answers', async () => {
  await mode({ mode: 'timeout' });
  await expect(send('Held', AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'AbortError' });
  expect(await stored()).not.toContain('Held');
});

test('a delay slows a send', async () => {
  await mode({ mode: 'ok', delayMs: 80 });
  const started = performance.now();
  await send('Slow');
  expect(performance.now() - started).toBeGreaterThanOrEqual(75);
});

test('an unknown action is answered with an error', async () => {
  const answer = await fetch(server.url, {
    method: 'POST',
    headers: { authorization: 'AWS4-HMAC-SHA256 x', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=Nonsense',
  });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('<Code>InvalidAction</Code>');
});

test('a taken port is refused', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startInbox({ port, dataDir, onMail: () => {} })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a reader of new mails gets those after the number that it has', async () => {
  const after = async (number: number) => (await fetch(`${server.url}/test/mails?after=${number}`)).json();
  const { count } = (await after(0)) as { count: number };
  await send('One more');
  expect(await after(count)).toMatchObject({ count: count + 1, mails: [{ subject: 'One more' }] });
  expect(await after(count + 1)).toEqual({ count: count + 1, mails: [] });
});

describe('the events of a mail', () => {
  // The mails of earlier tests have their events later, too.
  beforeAll(() => new Promise((resume) => setTimeout(resume, 350)));

  /** Sends one mail, and gives its events as `type reason`. */
  const eventsOf = async (to: string, set = 'set') => {
    events.length = 0;
    await send('Told', undefined, { to, set });
    await new Promise((resume) => setTimeout(resume, 350));
    return events.map(({ detail }) => {
      const { eventType, bounce, complaint, reject } = Object(detail);
      const reason = bounce?.bounceSubType ?? complaint?.complaintSubType ?? complaint?.complaintFeedbackType;
      return [eventType, reason ?? reject?.reason].filter(Boolean).join(' ');
    });
  };
  const suppression = (address: string, method = 'GET') =>
    fetch(`${server.url}/v2/email/suppression/addresses/${address}`, { method });
  const received = async (to: string) => {
    const { emails } = (await (await fetch(`${server.url}/store`)).json()) as {
      emails: { destination: { to: string[] } }[];
    };
    return emails.filter(({ destination }) => destination.to.includes(to)).length;
  };

  test('come in the envelope of EventBridge, with the tags of the mail', async () => {
    expect(await eventsOf('published@example.com')).toEqual(['Delivery']);
    expect(events[0]).toMatchObject({
      source: 'aws.ses',
      'detail-type': 'Email Delivered',
      account: '000000000000',
      region: 'us-east-1',
      resources: ['arn:aws:ses:us-east-1:000000000000:configuration-set/set'],
      detail: {
        mail: {
          sendingAccountId: '000000000000',
          destination: ['published@example.com'],
          tags: { 'ses:configuration-set': ['set'], request: ['digest'] },
        },
      },
    });
  });

  test.each([
    ['success@simulator.amazonses.com', ['Delivery'], 1],
    ['bounce@simulator.amazonses.com', ['Bounce General'], 0],
    ['bounce+label@simulator.amazonses.com', ['Bounce General'], 0],
    ['complaint@simulator.amazonses.com', ['Delivery', 'Complaint abuse'], 1],
    ['suppressionlist@simulator.amazonses.com', ['Bounce Suppressed'], 0],
  ])('to %s are %j, and nothing is put on the suppression list', async (to, expected, mails) => {
    expect(await eventsOf(to)).toEqual(expected);
    expect(await received(to)).toBe(mails);
    expect((await suppression(to)).status).toBe(404);
  });

  test.each([
    ['bounce', ['Bounce General'], 'BOUNCE', ['Bounce OnAccountSuppressionList']],
    ['complaint', ['Delivery', 'Complaint abuse'], 'COMPLAINT', ['Complaint OnAccountSuppressionList']],
  ])('after a %s the address is suppressed, until it is taken from the list', async (fate, expected, reason, later) => {
    const to = `${fate}ed@example.com`;
    await mode({ mode: fate, to });
    expect(await eventsOf(to)).toEqual(expected);
    await mode({ mode: 'ok', to });
    const listed = (await (await suppression(to)).json()) as object;
    expect(listed).toMatchObject({ SuppressedDestination: { EmailAddress: to, Reason: reason } });
    await stop();
    await start();
    const before = await received(to);
    expect(await eventsOf(to.toUpperCase())).toEqual(later);
    expect(await received(to)).toBe(before);
    expect((await suppression(to, 'DELETE')).status).toBe(200);
    expect((await suppression(to, 'DELETE')).status).toBe(404);
    expect(await eventsOf(to)).toEqual(['Delivery']);
  });

  test('are published for a mail that is rejected after it was accepted', async () => {
    await mode({ mode: 'virus', to: 'ill@example.com' });
    expect(await eventsOf('ill@example.com')).toEqual(['Reject Bad content']);
    expect(await received('ill@example.com')).toBe(0);
  });

  test('are not published through a configuration set that the template does not have', async () => {
    expect(await eventsOf('bounce@simulator.amazonses.com', 'another')).toEqual([]);
  });

  test('an address is put on the list by the API, and a wrong reason is refused', async () => {
    const put = (body: object) =>
      fetch(`${server.url}/v2/email/suppression/addresses`, { method: 'PUT', body: JSON.stringify(body) });
    expect((await put({ EmailAddress: 'put@example.com', Reason: 'WHIM' })).status).toBe(400);
    expect((await put({ EmailAddress: 'put@example.com', Reason: 'BOUNCE' })).status).toBe(200);
    expect(await eventsOf('put@example.com')).toEqual(['Bounce OnAccountSuppressionList']);
    const { SuppressedDestinationSummaries: all } = (await (await suppression('')).json()) as {
      SuppressedDestinationSummaries: { EmailAddress: string }[];
    };
    expect(all.map(({ EmailAddress }) => EmailAddress)).toContain('put@example.com');
    await suppression('put@example.com', 'DELETE');
  });

  test('can be put on the bus again, and be looked at', async () => {
    await eventsOf('again@example.com');
    const [published] = events;
    await fetch(`${server.url}/test/events`, { method: 'POST', body: JSON.stringify(published) });
    expect(events).toEqual([published, published]);
    const kept = (await (await fetch(`${server.url}/test/events`)).json()) as { events: object[] };
    expect(kept.events.at(-1)).toEqual(published);
  });
});
