import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORDERS_KEY } from '../../../functions/domain/administration.ts';
import { CHECKPOINT_KEY } from '../../../functions/domain/audit-checkpoint.ts';
import { auditLogGroups, secretNames } from '../../../lib/stage-names.ts';
import { readSecret } from '../../../local/secrets.ts';
import { allItems } from '../../../testkit/deployment/all-items.ts';
import { expecting, type Started } from '../../../testkit/deployment/deployment.ts';
import { readEndpoints } from '../../../testkit/deployment/endpoints.ts';
import { settled } from '../../../testkit/deployment/settled.ts';
import { checkOut, missing } from '../../release/checkout.ts';
import { readReleased } from '../../release/released.ts';
import { isStateful } from '../../release/stateful.ts';
import { AltchaDeployment } from './altcha-deployment.ts';
import { ARCHIVE, packInto } from './archive.ts';
import { FOLDER, run } from './command.ts';
import { invoke, logLines } from './emulated.ts';
import { guideApp, guideSettings } from './guide-app.ts';
import { OwnApp } from './own-app.ts';
import { stackResources } from './stack-resources.ts';

/**
 * The npm package of the version before is deployed and used, and upgraded as docs/guides/construct.md says while
 * requests are under way. The version before is the revision that `npm run release:record` recorded.
 */

const released = readReleased();
const { revision } = released;
const reason = missing(revision);
if (reason !== undefined) process.stderr.write(`NOT TESTED: the upgrade of a deployed stack, because ${reason}\n`);
const describeUpgrade = reason === undefined ? describe : describe.skip;

const [STACK, STAGE] = ['Upgraded', 'upgraded'];
/** Beside the stack of the guide's own stage in the same account. */
const NAMES = { "'prod'": `'${STAGE}'`, "'Identity'": `'${STACK}'`, 'my-product.com': 'upgraded-product.com' };

const OLD = 'correct horse battery staple';
const NEW = 'nineteen lanterns along the canal';
const USERS = ['changed', 'verified', 'mailed', 'guessed'] as const;
const addressOf = (userId: string) => `${userId}@example.org`;

/** Items that a deployment or the schedule writes; an upgrade must not touch the others. */
const REPLACED: readonly unknown[] = [ORDERS_KEY, 'SETTINGS#deployed', CHECKPOINT_KEY];

const { dynamodb: emulator } = readEndpoints();

/** Every item of the stage but those that are replaced. */
const items = async () =>
  (await allItems(emulator, STAGE))
    .filter((item) => !REPLACED.includes((JSON.parse(item) as Record<string, unknown>)['key']))
    .toSorted();

/** Every line of the trail, and of the functions that record refusals. */
const trail = async () =>
  (await Promise.all(auditLogGroups(STAGE, 'built-in').map((group) => logLines(emulator, group)))).flat();

/** Names that AWS has for what holds data, keys, subscriptions and addresses, by logical ID. */
async function physicalNames(): Promise<Readonly<Record<string, string>>> {
  const held = [...(await stackResources(emulator, STACK))].filter(([, { ResourceType = '' }]) =>
    isStateful(ResourceType),
  );
  return Object.fromEntries(held.map(([id, { PhysicalResourceId = '' }]) => [id, PhysicalResourceId]));
}

const secretsOf = (): Promise<readonly string[]> =>
  Promise.all(
    (['pepper', 'auditSubject', 'auditMac', 'origin'] as const).map((name) =>
      readSecret(emulator, secretNames(STAGE)[name]),
    ),
  );

const buildsIn = (lines: readonly string[]): Set<unknown> =>
  new Set(lines.flatMap((line) => /^\{"audit":.*"build":"(\w+)"/.exec(line)?.[1] ?? []));

describeUpgrade(`a stack of the version before (${revision.slice(0, 12)})`, () => {
  let app: OwnApp;
  let outputs: Readonly<Record<string, string>>;
  let outputsAfter: Readonly<Record<string, string>>;
  let before: {
    readonly mailed: Started;
    readonly otp: string;
    readonly guessed: Started;
    readonly attemptsLeft: unknown;
    readonly verifiedToken: string;
    readonly sessionToken: unknown;
    readonly items: readonly string[];
    readonly secrets: readonly string[];
    readonly names: Readonly<Record<string, string>>;
    readonly trail: readonly string[];
  };
  let deployment: AltchaDeployment;
  let difference: string;
  let itemsAfter: readonly string[];
  let namesAfter: Readonly<Record<string, string>>;

  /** Packs the version before, unless an earlier run has. */
  async function packedBefore(): Promise<string> {
    const file = join(FOLDER, `package-${revision}.tgz`);
    if (existsSync(file)) return file;
    const checkout = mkdtempSync(join(tmpdir(), 'version-before-'));
    try {
      checkOut(revision, checkout);
      await packInto(file, checkout);
    } finally {
      rmSync(checkout, { recursive: true });
    }
    return file;
  }

  async function useTheVersionBefore(): Promise<void> {
    for (const userId of USERS) {
      await app.command('ops', 'users', 'add', userId, addressOf(userId), '--reason', 'New', '--stage', STAGE);
    }
    const changed = await deployment.verifiedToken('changed', addressOf('changed'));
    expecting(200, await deployment.complete(changed, NEW));
    await deployment.mailbox.waitFor(addressOf('changed'), 'changed');
    const session = expecting(201, await deployment.logIn('changed', NEW));
    const verifiedToken = await deployment.verifiedToken('verified', addressOf('verified'));
    const guessed = await deployment.start('guessed');
    const right = await deployment.otpOf(guessed, addressOf('guessed'));
    const wrong = await deployment.verify(guessed, right === '00000000' ? '00000001' : '00000000');
    const mailed = await deployment.start('mailed');
    const otp = await deployment.otpOf(mailed, addressOf('mailed'));
    await invoke(emulator, `password-reset-${STAGE}-audit-checkpoint`);
    before = {
      mailed,
      otp,
      guessed,
      attemptsLeft: expecting(400, wrong).json['attemptsLeft'],
      verifiedToken,
      sessionToken: session.json['sessionToken'],
      items: await settled(items),
      trail: await settled(trail),
      secrets: await secretsOf(),
      names: await physicalNames(),
    };
  }

  beforeAll(async () => {
    app = new OwnApp(emulator);
    await app.install(await packedBefore());
    app.write('app.ts', guideApp(NAMES));
    app.write('password-reset.config.json', guideSettings({ '"prod"': `"${STAGE}"` }));
    outputs = await app.deploy(STACK);
    deployment = new AltchaDeployment({ emulator, stage: STAGE, outputs });
    await useTheVersionBefore();
    await app.install(ARCHIVE);
    await app.check();
    difference = await app.cdk('diff');
    outputsAfter = await app.deploy(STACK);
    itemsAfter = await settled(items);
    namesAfter = await physicalNames();
  }, 600_000);

  afterAll(() => app?.[Symbol.dispose]());

  test('what it may not lose is recorded by the command', async () => {
    const out = join(FOLDER, 'released.json');
    const log = join(FOLDER, 'package.log');
    await run(process.execPath, ['test/release/record.ts', '--revision', revision, '--out', out], {
      log,
      limit: 120_000,
    });
    expect(readReleased(readFileSync(out, 'utf8'))).toEqual({ ...released, accepted: {} });
  });

  test('the diff shows what changes, and replaces nothing that holds data', () => {
    expect(difference).toMatch(/^\[~\] AWS::Lambda::Function/m);
    const gone = difference.split('\n').filter((line) => /^\[-\]|replace|destroy/.test(line));
    expect(gone.filter((line) => isStateful(/AWS::\w+::\w+/.exec(line)?.[0] ?? ''))).toEqual([]);
  });

  test('tables, secrets, logs, buckets, keys, queues, topics and addresses are the same ones', () => {
    expect(Object.keys(before.names).length).toBeGreaterThan(35);
    expect(namesAfter).toMatchObject(before.names);
    expect(outputsAfter).toMatchObject(outputs);
  });

  test('no stored item is lost or changed, and no secret', async () => {
    expect(before.items.length).toBeGreaterThan(15);
    expect(before.items.filter((item) => !itemsAfter.includes(item))).toEqual([]);
    expect(await secretsOf()).toEqual(before.secrets);
  });

  test('every resource of the new template is made', async () => {
    const { Resources: wanted } = app.template(STACK) as { Resources: Record<string, unknown> };
    const made = await stackResources(emulator, STACK);
    expect([...made.keys()].toSorted()).toEqual(Object.keys(wanted).toSorted());
    const states = new Set([...made.values()].map(({ ResourceStatus }) => ResourceStatus));
    expect([...states].filter((state) => !/^(CREATE|UPDATE)_COMPLETE$/.test(state ?? ''))).toEqual([]);
  });

  test('a code that was mailed before verifies, and its request completes', async () => {
    const verified = expecting(200, await deployment.verify(before.mailed, before.otp));
    expecting(200, await deployment.complete(String(verified.json['resetToken']), NEW));
    expecting(201, await deployment.logIn('mailed', NEW));
  });

  test('guesses that were counted before stay counted', async () => {
    const { json } = expecting(400, await deployment.verify(before.guessed, '00000002'));
    expect(json['attemptsLeft']).toBe(Number(before.attemptsLeft) - 1);
  });

  test('a code that was entered before sets a password', async () => {
    expecting(200, await deployment.complete(before.verifiedToken, NEW));
    expecting(201, await deployment.logIn('verified', NEW));
  });

  test('a session of before is open, and a password of before logs in', async () => {
    expect((await deployment.whoAmI(before.sessionToken)).json).toMatchObject({ userId: 'changed' });
    expecting(201, await deployment.logIn('changed', NEW));
    expecting(401, await deployment.logIn('changed', OLD));
  });

  test('the trail of both versions is whole, and the commands read the users of before', async () => {
    for (const userId of ['mailed', 'verified']) await deployment.mailbox.waitFor(addressOf(userId), 'changed');
    await settled(items);
    const whole = await settled(trail);
    expect(before.trail.filter((line) => !whole.includes(line))).toEqual([]);
    const [old, all] = [buildsIn(before.trail), buildsIn(whole)];
    // Each function has its own.
    expect(old.size).toBeGreaterThan(0);
    expect(all.size).toBeGreaterThan(old.size);
    app.write('trail.jsonl', `${whole.join('\n')}\n`);
    const found = await app.command('audit', 'verify', 'trail.jsonl', '--whole', '--stage', STAGE);
    expect(found).toMatch(/^\d\d events, .* 0 findings$/m);
    const shown = await app.command('ops', 'users', 'list', '--stage', STAGE, '--json');
    for (const userId of USERS) expect(shown).toContain(`"${userId}"`);
  });
});
