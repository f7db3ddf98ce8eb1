import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { commandsIn } from '../../../testkit/guide-code.ts';
import { Shell } from './shell.ts';
import { STAGE } from './stage.ts';

/**
 * Users who were removed by mistake come back with the commands of docs/guides/recovery.md. The emulator restores a
 * table as it is at that moment, whatever the time, so the copy is made before the mistake.
 */

const deployment = new Deployment();
const { dynamodb: emulator } = deployment.endpoints;
const shell = new Shell(emulator);
const from = ownSource();

const PASSWORD = 'correct horse battery staple';
const KEPT = 'a password that was set after the copy';
// No other test of the deployment changes their passwords.
const [LOST, CHANGED] = ['user-0291', 'user-0292'];
const addressOf = (userId: string) => `${userId}@example.com`;

const [copy = '', bringBack = ''] = commandsIn('recovery.md', 'Users of a point in time', STAGE);

let sessionToken: string;
let printed: string;

beforeAll(async () => {
  sessionToken = String(expecting(201, await deployment.logIn(LOST, PASSWORD, { from })).json['sessionToken']);
  shell.run(copy);
  const token = await deployment.verifiedToken(CHANGED, addressOf(CHANGED), { from });
  expecting(200, await deployment.complete(token, KEPT, { from }));
  shell.run(`npm run ops -- users remove ${LOST} --reason "A mistake" --stage ${STAGE}`);
  expecting(401, await deployment.logIn(LOST, PASSWORD, { from }));
  printed = shell.run(bringBack);
}, 300_000);

test('a look says what would be done, and then it is done', () => {
  expect(printed).toContain('Nothing is written. It would be: 1 restored');
  expect(printed).toMatch(/^1 restored, \d+ exist and are unchanged\.$/m);
});

test('a user who is back logs in with their password, and a session of before stays ended', async () => {
  expecting(201, await deployment.logIn(LOST, PASSWORD, { from }));
  expecting(401, await deployment.whoAmI(sessionToken));
});

test('a code reaches their address, and sets a new password', async () => {
  const token = await deployment.verifiedToken(LOST, addressOf(LOST), { from });
  expecting(200, await deployment.complete(token, `${KEPT}, again`, { from }));
});

test('who was not lost keeps the password that was set after the copy', async () => {
  expecting(201, await deployment.logIn(CHANGED, KEPT, { from }));
  expecting(401, await deployment.logIn(CHANGED, PASSWORD, { from }));
});
