import { logGroupOf } from '../../../lib/stage-names.ts';
import { backgroundFunctions, type FunctionName, operationsWith } from '../../../functions/operations/index.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { distributionDomain, logLines, messagesInQueues } from './emulated.ts';
import { STAGE } from './stage.ts';

const deployment = new Deployment();
const { site, dynamodb: emulator } = deployment.endpoints;

const get = (path: string) => httpCall({ method: 'GET', url: `${site}${path}` });

describe('the pages that the deployment put into the bucket', () => {
  test.each(['/', '/report'])('CloudFront answers %s with the document', async (path) => {
    const { status, text, headers } = await get(path);
    expect(status).toBe(200);
    expect(text).toMatch(/<script type="module"[^>]* src="\/assets\//);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'") as unknown,
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
  });

  test('its scripts and its config.json are there', async () => {
    const [, script = ''] = /src="(\/assets\/[^"]+)"/.exec((await get('/')).text) ?? [];
    expect((await get(script)).status).toBe(200);
    expect((await get('/config.json')).json).toMatchObject({ captchaSiteKey: 'laptop-site-key', otpDigits: 8 });
  });

  test('plain http is sent to https', async () => {
    const headers = { Host: await distributionDomain(emulator) };
    expect(await httpCall({ method: 'GET', url: `${emulator}/`, headers })).toMatchObject({ status: 301 });
  });
});

/** The functions that the request below goes through. */
const DRIVEN: readonly FunctionName[] = [
  'start-reset',
  'verify-otp',
  'complete-reset',
  'log-in',
  'mail-consumer',
  'audit-consumer',
];

describe('CloudWatch Logs', () => {
  const userId = 'user-0101';
  const address = `${userId}@example.com`;
  const logsOf = (name: FunctionName) => logLines(emulator, logGroupOf(STAGE, name));
  let otp = '';
  let resetToken = '';
  let reference = '';
  const password = 'twelve herons cross the quiet estuary';

  beforeAll(async () => {
    const from = ownSource();
    const started = await deployment.start(userId, { from });
    ({ reference } = started);
    otp = await deployment.otpOf(started, address);
    await deployment.verify(started, otp === '00000000' ? '00000001' : '00000000', { from });
    resetToken = String(expecting(200, await deployment.verify(started, otp, { from })).json['resetToken']);
    expecting(200, await deployment.complete(resetToken, password, { from }));
    await deployment.mailbox.waitFor(address, reference, 'changed');
    expecting(201, await deployment.logIn(userId, password, { from }));
  });

  test('has every event of a request, in order and without a gap', async () => {
    const eventsOf = async () =>
      (await logsOf('audit-consumer'))
        .filter((line) => line.startsWith('{"audit"'))
        .map((line) => (JSON.parse(line) as { audit: { event: string; reference?: string; sequence?: number } }).audit)
        .filter((event) => event.reference === reference);
    // The stream may be behind by all that the attacks wrote.
    const deadline = Date.now() + 300_000;
    let events = await eventsOf();
    while (events.at(-1)?.event !== 'change_notified' && Date.now() < deadline) {
      await new Promise((resume) => setTimeout(resume, 200));
      events = await eventsOf();
    }
    expect(events.map(({ event }) => event)).toEqual([
      'reset_requested',
      'otp_mailed',
      'otp_attempted',
      'otp_attempted',
      'otp_verified',
      'password_applying',
      'password_changed',
      'sessions_ended',
      'change_notified',
    ]);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => index + 1));
  }, 330_000);

  test('has no code, token, password, user ID or address in any line of any function', async () => {
    const names = [...operationsWith('built-in'), ...Object.keys(backgroundFunctions)] as FunctionName[];
    const logs = new Map(await Promise.all(names.map(async (name) => [name, await logsOf(name)] as const)));
    for (const name of DRIVEN) expect([name, logs.get(name)?.length]).not.toEqual([name, 0]);
    const lines = [...logs.values()].flat();
    const [, proof = ''] = resetToken.split('.');
    for (const secret of [new RegExp(`(?<!\\d)${otp}(?!\\d)`), proof, password, userId, address])
      expect(lines.filter((line) => (typeof secret === 'string' ? line.includes(secret) : secret.test(line)))).toEqual(
        [],
      );
  });
});

test('no record of the stream was given up: the queues of failures are empty', async () => {
  const queues = await messagesInQueues(emulator);
  expect(Object.keys(queues).filter((url) => url.includes('Failures'))).toHaveLength(3);
  expect(Object.values(queues).flat()).toEqual([]);
});
