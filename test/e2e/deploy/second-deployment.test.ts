import { readSecret } from '../../../local/secrets.ts';
import { ORDERS_KEY } from '../../../functions/domain/administration.ts';
import { CHECKPOINT_KEY } from '../../../functions/domain/audit-checkpoint.ts';
import { allItems } from '../../../testkit/deployment/all-items.ts';
import { Deployment, expecting, type Started } from '../../../testkit/deployment/deployment.ts';
import { settled } from '../../../testkit/deployment/settled.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { Cdk } from './cdk.ts';
import { logLines } from './emulated.ts';
import { STAGE, settingsFor } from './stage.ts';

/** The stack is deployed again with changed settings while requests are under way. */

const deployment = new Deployment();
const { dynamodb: emulator } = deployment.endpoints;
const from = ownSource();
const OLD = 'correct horse battery staple';
const NEW = 'nineteen lanterns along the canal';
const addressOf = (userId: string) => `${userId}@example.com`;
const secrets = async () =>
  Promise.all(['pepper', 'captcha'].map((name) => readSecret(emulator, `password-reset/${STAGE}/${name}`)));
/** All that is stored: budgets, limits and used tokens stand in the same table as the requests. */
const items = async () => (await allItems(emulator)).toSorted();
const SETTINGS_KEY = 'SETTINGS#deployed';
/** The two items that a deployment replaces; it must not touch the others. */
const REPLACED: readonly unknown[] = [ORDERS_KEY, SETTINGS_KEY];
const parsed = (item: string) => JSON.parse(item) as Readonly<Record<string, unknown>>;
const isReplaced = (item: string) => REPLACED.includes(parsed(item)['key']);
/** The schedule may write the last checkpoint of the trail meanwhile. */
const isCheckpoint = (item: string) => parsed(item)['key'] === CHECKPOINT_KEY;
const itemOf = (key: string, stored: readonly string[]) => stored.map(parsed).find((item) => item['key'] === key) ?? {};

interface Before {
  readonly mailed: Started;
  readonly otp: string;
  readonly verifiedToken: string;
  readonly sessionToken: unknown;
  readonly secrets: readonly string[];
  readonly items: readonly string[];
}

let before: Before;
let itemsAfter: readonly string[];
let outputs: Readonly<Record<string, string>>;

beforeAll(async () => {
  const changed = await deployment.verifiedToken('user-0111', addressOf('user-0111'), { from });
  expecting(200, await deployment.complete(changed, NEW, { from }));
  const session = expecting(201, await deployment.logIn('user-0111', NEW, { from }));
  await deployment.mailbox.waitFor(addressOf('user-0111'), 'changed');
  const verifiedToken = await deployment.verifiedToken('user-0112', addressOf('user-0112'), { from });
  const mailed = await deployment.start('user-0113', { from });
  const otp = await deployment.otpOf(mailed, addressOf('user-0113'));
  before = {
    mailed,
    otp,
    verifiedToken,
    sessionToken: session.json['sessionToken'],
    secrets: await secrets(),
    items: await settled(items),
  };
  const changes = { otpDigits: '10', passwordMinLength: '20', logLevel: 'DEBUG' };
  outputs = await new Cdk(emulator).deploy(STAGE, { ...settingsFor(deployment.endpoints), ...changes });
  itemsAfter = await items();
}, 300_000);

test('no stored item is lost or changed: users, budgets, sessions, requests', () => {
  expect(before.items.length).toBeGreaterThan(400);
  const kept = before.items.filter((item) => !isReplaced(item) && !isCheckpoint(item));
  expect(kept.filter((item) => !itemsAfter.includes(item))).toEqual([]);
});

test('the settings that it changed are on record, by their names, and nothing else was written', () => {
  const written = itemsAfter.filter((item) => !before.items.includes(item) && !isCheckpoint(item)).map(parsed);
  expect(written.map(({ key }) => String(key)).toSorted()).toEqual(REPLACED);
  const last = itemOf(ORDERS_KEY, before.items);
  expect(itemOf(ORDERS_KEY, itemsAfter)).toMatchObject({
    sequence: Number(last['sequence']) + 1,
    ids: [expect.any(String), ...(last['ids'] as readonly string[])],
    lastEvent: { event: 'settings_changed', reason: 'logLevel otpDigits passwordMinLength' },
  });
  const recorded = String(itemOf(SETTINGS_KEY, itemsAfter)['settings']);
  expect(JSON.parse(recorded)).toMatchObject({ otpDigits: 10, passwordMinLength: 20 });
});

test('both secrets are the same', async () => {
  expect(await secrets()).toEqual(before.secrets);
});

test('the API has the same address', () => {
  const [, id = 'none'] = /\/restapis\/(\w+)\//.exec(deployment.endpoints.api) ?? [];
  expect(Object.values(outputs).join(' ')).toContain(`https://${id}.execute-api.`);
});

test('the changed settings are in force', async () => {
  const started = await deployment.start('user-0114', { from });
  expect(await deployment.otpOf(started, addressOf('user-0114'))).toMatch(/^\d{10}$/);
});

test('a code that was mailed before still verifies, and its request completes', async () => {
  const verified = expecting(200, await deployment.verify(before.mailed, before.otp, { from }));
  const resetToken = String(verified.json['resetToken']);
  expect((await deployment.complete(resetToken, 'sixteen letters!', { from })).json).toMatchObject({
    reasons: ['too-short'],
  });
  expecting(200, await deployment.complete(resetToken, `${NEW}, again`, { from }));
  expecting(201, await deployment.logIn('user-0113', `${NEW}, again`, { from }));
});

test('a code that was entered before still sets a password', async () => {
  expecting(200, await deployment.complete(before.verifiedToken, `${NEW}, once more`, { from }));
  expecting(201, await deployment.logIn('user-0112', `${NEW}, once more`, { from }));
});

test('a password that was set before still logs in, the one before that does not', async () => {
  expecting(201, await deployment.logIn('user-0111', NEW, { from }));
  expecting(401, await deployment.logIn('user-0111', OLD, { from }));
});

test('a session that was opened before is still open', async () => {
  expect((await deployment.whoAmI(before.sessionToken)).json).toMatchObject({ userId: 'user-0111' });
});

test('the schedule has called the redelivery, each time without an error', async () => {
  const log = () => logLines(emulator, `/aws/lambda/password-reset-${STAGE}-redelivery`);
  const isCalled = (line: string) => line.startsWith('START RequestId');
  // It is called every minute, and the deployment may be younger.
  const deadline = Date.now() + 120_000;
  let lines = await log();
  while (!lines.some(isCalled) && Date.now() < deadline) {
    await new Promise((resume) => setTimeout(resume, 1000));
    lines = await log();
  }
  expect(lines.filter(isCalled).length).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes('"level":"ERROR"') || line.includes('errorType'))).toEqual([]);
});
