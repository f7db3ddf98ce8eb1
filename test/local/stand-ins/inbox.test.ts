import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { startInbox } from '../../../local/stand-ins/inbox.ts';
import { CLIENT, temporaryFolder } from './temporary-folder.ts';

const dataDir = temporaryFolder();
const announced: { to: string[]; subject: string }[] = [];
let server: Awaited<ReturnType<typeof startInbox>>;
let client: SESClient;

const start = async () => {
  server = await startInbox({ port: 0, dataDir, onMail: (mail) => announced.push(mail) });
  client = new SESClient({ ...CLIENT, endpoint: server.url, maxAttempts: 1 });
};
const stop = async () => {
  client.destroy();
  await server.stop();
};
const send = (subject: string, signal?: AbortSignal) =>
  client.send(
    new SendEmailCommand({
      Source: 'no-reply@example.com',
      Destination: { ToAddresses: ['alice@example.com'] },
      Message: { Subject: { Data: subject }, Body: { Text: { Data: 'text' }, Html: { Data: '<p>html</p>' } } },
      ConfigurationSetName: 'set',
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

test('clearing the store also clears what a restart would bring back', async () => {
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
  ['throttle', 'Throttling'],
])('the mode %s fails as SES does and stores nothing', async (name, error) => {
  await mode({ mode: name });
  await expect(send('Refused')).rejects.toMatchObject({ name: error });
  await mode({ mode: 'ok' });
  expect(await stored()).not.toContain('Refused');
});

test('a mode for one address leaves the mails to others alone', async () => {
  await mode({ mode: 'reject', to: 'bob@example.com' });
  await send('To somebody else');
  expect(await stored()).toContain('To somebody else');
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
