import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePortBase } from '../../../local/ports.ts';
import { readSecret } from '../../../local/secrets.ts';
import { startRecaptcha } from '../../../local/emulators/recaptcha.ts';
import { seedUsers } from '../../../local/emulators/seed-users.ts';
import { laptop } from '../../../lib/settings/stages/laptop.ts';
import { CAPABILITIES, type Capability, type Endpoints } from '../../../testkit/deployment/endpoints.ts';
import { ARCHIVE, packInto } from './archive.ts';
import { Cdk } from './cdk.ts';
import { FOLDER, ROOT } from './command.ts';
import { apiUrlOf, distributionDomain } from './emulated.ts';
import { startEmulator } from './emulator.ts';
import { stopAll } from './process-group.ts';
import { startSite } from './site.ts';
import { STAGE, settingsFor } from './stage.ts';
import { secondsSince, step } from './steps.ts';
import { type Results, runTests } from './suite.ts';
import { makeVenv } from './venv.ts';

/**
 * Deploys the stack with the CDK into an emulator of AWS on this machine, attacks it, deploys it again and checks
 * that no data was lost. docs/reference/deploy-proof.md says what this proves.
 */

/** Capabilities that the emulator lacks; docs/reference/deploy-proof.md names the tests that cover them. */
const LACKS: readonly Capability[] = ['exact-paths', 'listed-bucket', 'mail-faults', 'table-delay'];

/** `--only PART`: only the parts whose files match, such as `first-deployment`. */
const { only } = parseArgs({ options: { only: { type: 'string', default: '' } } }).values;

/** Milliseconds for everything; a busy machine may take three times as long as an idle one. */
const LIMIT = 2_100_000;

const work = mkdtempSync(join(tmpdir(), 'password-reset-deploy-'));

/** Tests of the stage, by the names of the steps. */
const ON_THE_STAGE = [
  ['Name the slowest resources', 'test/e2e/deploy/timings'],
  [
    'Journey, attacks, rights, and what was deployed',
    'test/e2e/((journey|attacks)/|deploy/(cognito|deployed|permissions))',
  ],
  ['Deploy again with changed settings', 'test/e2e/deploy/second-deployment'],
  ['Restore users, tidy the pages', 'test/e2e/deploy/(restore|pages)'],
  ['Deploy another stage, which fails first, and remove it', 'test/e2e/deploy/first-deployment'],
] as const;

/** Tests of the npm package, in an account of their own. */
const IN_OWN_APPS = [
  ['Deploy the npm package in an app of its own', 'test/e2e/deploy/package'],
  ['Upgrade a stack of the version before', 'test/e2e/deploy/upgrade'],
] as const;

type Parts = readonly (readonly [what: string, pattern: string])[];

const asked = (parts: Parts): Parts => parts.filter(([, pattern]) => new RegExp(only).test(pattern));

async function runParts(parts: Parts, endpointsFile: string): Promise<Results[]> {
  const results: Results[] = [];
  for (const [what, pattern] of parts) results.push(await step(what, () => runTests(pattern, endpointsFile)));
  return results;
}

async function testTheStage(parts: Parts): Promise<Results[]> {
  const port = await freePortBase();
  const endpointsFile = join(FOLDER, 'endpoints.json');
  const site = `http://127.0.0.1:${port}`;
  const emulator = await step('Start the emulator of AWS', () => startEmulator(port + 1, join(work, 'stage')));
  const recaptcha = await startRecaptcha({
    port: port + 2,
    siteKey: laptop.captchaSiteKey ?? '',
    secret: () => readSecret(emulator, `password-reset/${STAGE}/captcha`),
  });
  const cdk = new Cdk(emulator);
  await step('cdk bootstrap', () => cdk.bootstrap());
  const settings = settingsFor({ site, recaptcha: recaptcha.url });
  const outputs = await step(`cdk deploy -c stage=${STAGE}`, () => cdk.deploy(STAGE, settings));
  await step('Seed users, open the site', async () => {
    await seedUsers({ dynamodbUrl: emulator, usersTable: `password-reset-${STAGE}-users`, users: 300 });
    await startSite(port, emulator, await distributionDomain(emulator));
  });
  const endpoints: Omit<Endpoints, 'inbox' | 'logs'> = {
    site,
    api: apiUrlOf(emulator, outputs),
    sesMessages: `${emulator}/_ministack/ses/messages`,
    recaptcha: recaptcha.url,
    dynamodb: emulator,
    lacks: LACKS,
  };
  writeFileSync(endpointsFile, `${JSON.stringify(endpoints, null, 2)}\n`);
  const missing = LACKS.map((lack) => CAPABILITIES[lack]).join('; ');
  console.log(`The deployment of the stage lacks ${missing}: docs/reference/deploy-proof.md.`);
  return runParts(parts, endpointsFile);
}

async function testOwnApps(parts: Parts): Promise<Results[]> {
  const endpointsFile = join(FOLDER, 'own-account.json');
  const port = await freePortBase();
  const emulator = await step('Start another emulator', () => startEmulator(port, join(work, 'own-apps')));
  await step('cdk bootstrap', () => new Cdk(emulator).bootstrap());
  await step('Build and pack the npm package', () => packInto(ARCHIVE, ROOT));
  writeFileSync(endpointsFile, JSON.stringify({ dynamodb: emulator }));
  return runParts(parts, endpointsFile);
}

async function deployAndTest(): Promise<Results> {
  const [ofStage, ofPackage] = [asked(ON_THE_STAGE), asked(IN_OWN_APPS)];
  const results = [
    ...(ofStage.length > 0 ? await testTheStage(ofStage) : []),
    ...(ofPackage.length > 0 ? await testOwnApps(ofPackage) : []),
  ];
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}

let ending: Promise<never> | undefined;

/** The first call ends the run: errors of processes that are being stopped do not count. */
const endWith = (status: number, results: Results): Promise<never> => (ending ??= end(status, results));

async function end(status: number, { passed, failed, skipped }: Results): Promise<never> {
  await stopAll();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  writeFileSync(join(FOLDER, 'results.json'), JSON.stringify({ numPassedTests: passed, numFailedTests: failed }));
  console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
  process.exit(status);
}

const none: Results = { passed: 0, failed: 0, skipped: [] };
const failure: Results = { ...none, failed: 1 };

const began = performance.now();
mkdirSync(FOLDER, { recursive: true });
for (const log of ['cdk.log', 'own-app.log', 'package.log', 'venv.log', 'results.json'])
  rmSync(join(FOLDER, log), { force: true });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void endWith(130, failure));
setTimeout(() => {
  console.error(`Not done in ${LIMIT / 60_000} minutes.`);
  void endWith(1, failure);
}, LIMIT).unref();

try {
  await step('Python environment with the emulator', makeVenv);
} catch (error) {
  const required = process.env['CI'] === 'true';
  const [reason = ''] = String(error).split('\n');
  console.error(`NOT TESTED: the deployment, because the emulator of AWS cannot be installed: ${reason}`);
  await endWith(required ? 1 : 0, required ? failure : none);
}
try {
  const results = await deployAndTest();
  for (const name of results.skipped) console.log(`SKIPPED: ${name}`);
  console.log(`All in ${secondsSince(began)}.`);
  await endWith(results.failed > 0 ? 1 : 0, results);
} catch (error) {
  if (ending === undefined) console.error(error instanceof Error ? error.message : error);
  await endWith(1, failure);
}
