import { randomBytes } from 'node:crypto';
import { sourcePrefix } from '../../../functions/domain/origin.ts';
import { secretNames } from '../../../lib/stage-names.ts';
import { readSecret } from '../../../local/secrets.ts';
import { type CallOptions, Deployment } from '../../../testkit/deployment/deployment.ts';
import type { Answer } from '../../../testkit/deployment/http-call.ts';
import { logLines } from '../../../testkit/deployment/log-lines.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const { secretsManager, logs } = deployment.endpoints;

/** Starts that one source may make in an hour. */
const LIMIT = 20;

/** The secret that the distribution sends; undefined where the test cannot look inside. */
const originSecret = async (): Promise<string | undefined> =>
  secretsManager === undefined ? undefined : readSecret(secretsManager, secretNames('laptop').origin);

const forgedSecret = () => randomBytes(48).toString('base64url');

/** Headers by which an attacker says to be someone else, each call another one. */
const forged = (): Record<string, string> => ({
  'X-Forwarded-For': ownSource(),
  Forwarded: `for=${ownSource()}`,
  'X-Real-IP': ownSource(),
  'True-Client-IP': ownSource(),
  'X-Viewer-Address': ownSource(),
  'CloudFront-Viewer-Address': `${ownSource()}:443`,
});

const start = (options: CallOptions) => deployment.call('start-reset', { userId: 'nobody-here' }, options);

async function starts(count: number, options: (call: number) => CallOptions): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let call = 0; call < count; call += 1) answers.push(await start(options(call)));
  return answers;
}

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);
const limited = (more: number) => [...Array<number>(LIMIT).fill(202), ...Array<number>(more).fill(429)];

describe.each(['api', 'site'] as const)('9. at the host of the %s', (at) => {
  test.each([
    ['forged addresses', () => forged()],
    ['forged addresses with a forged secret', () => ({ ...forged(), 'X-Origin-Secret': forgedSecret() })],
  ])('%s: the same limit, and the true source is recorded', async (_what, headers) => {
    const from = ownSource();
    const answers = await starts(LIMIT + 2, () => ({ at, from, headers: headers() }));
    expect(statuses(answers)).toEqual(limited(2));
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);

    const other = ownSource();
    const started = await deployment.start('nobody-else', { at, from: other, headers: headers() });
    const inside = lookInside(deployment);
    if (inside === undefined) return;
    // The consumer's own step comes first; then the guess is the last one.
    await inside.settled(started);
    await deployment.verify(started, '00000000', { at, from: other, headers: headers() });
    expect((await inside.reset(started))?.lastEvent.origin?.prefix).toBe(sourcePrefix(other));
  });
});

test('9. both hosts share the limit of a source', async () => {
  const from = ownSource();
  const answers = await starts(LIMIT + 2, (call) => ({ at: call % 2 === 0 ? 'site' : 'api', from }));
  expect(statuses(answers)).toEqual(limited(2));
});

test('9. an IPv6 viewer counts by its /64, as CloudFront writes its address (a look inside)', async () => {
  const secret = await originSecret();
  if (secret === undefined) return;
  const network = `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`;
  const viewer = (address: string) => ({
    headers: { 'X-Origin-Secret': secret, 'CloudFront-Viewer-Address': `${address}:46532` },
  });
  const answers = await starts(LIMIT + 1, (call) => viewer(`${network}::${(call + 1).toString(16)}`));
  expect(statuses(answers)).toEqual(limited(1));
  const [first = '', second = '', third = '', fourth = ''] = network.split(':');
  const neighbour = `${first}:${second}:${third}:${(Number.parseInt(fourth, 16) ^ 1).toString(16)}`;
  expect((await start(viewer(`${neighbour}::1`))).status).toBe(202);
});

test('9. the secret is in no answer and in no log line (a look inside)', async () => {
  const secret = await originSecret();
  if (secret === undefined) return;
  const answers = [
    await start({ at: 'site', from: ownSource() }),
    await deployment.send('start-reset', '{', { at: 'site', headers: { 'Content-Type': 'application/json' } }),
    await deployment.send('who-am-i', undefined, { at: 'site' }),
    await start({ from: ownSource(), headers: { 'X-Origin-Secret': secret } }),
  ];
  expect(statuses(answers)).toEqual([202, 400, 401, 202]);
  for (const { text, headers } of answers) expect(text + JSON.stringify(headers)).not.toContain(secret);
  const lines = logLines(logs);
  expect(lines.length).toBeGreaterThan(LIMIT);
  expect(lines.filter((line) => line.includes(secret))).toEqual([]);
});
