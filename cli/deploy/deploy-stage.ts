import { commandLine, documentAt } from '../../lib/instructions.ts';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackNameOf } from '../../lib/stage-names.ts';
import type { DeployOptions } from './options.ts';
import { beginsDeployment, slowestResources, type StackEvent, timingLines } from './timings.ts';

/** Results of a deployment, as exit codes of the command. */
export const ENDED = { deployed: 0, failed: 1, declined: 3, unproven: 4, stopped: 5 } as const;

type Ended = (typeof ENDED)[keyof typeof ENDED];

/** Programs, account and terminal that a deployment needs. */
export interface Deploying {
  /** Runs `cdk` with these arguments and shows its output. Returns false where it failed. */
  cdk(...args: string[]): boolean;
  /** Prints what the doctor finds for a template. Returns false where something stops the deployment. */
  doctor(templateFile: string): Promise<boolean>;
  /** Whether the captcha's secret key was put. */
  captchaIsFilled(): Promise<boolean>;
  putCaptcha(secretKey: string): Promise<void>;
  /** Records the release of the pages, and deletes files that no page needs. Returns how many. */
  tidyPages(): Promise<number>;
  /** Events of the stack's last deployment, newest first. */
  events(): Promise<readonly StackEvent[]>;
  /** Runs the smoke test against the endpoints in a file. Returns false where it failed, or no mail was tested. */
  smoke(endpointsFile: string): boolean;
  /** Whether this deployment created the stack: there is no version before to go back to. */
  isFirst(): Promise<boolean>;
  ask(question: string): Promise<boolean>;
  /** Asks without showing what is typed. Returns undefined where there is no terminal, or nothing was typed. */
  askSecret(question: string): Promise<string | undefined>;
  print(line: string): void;
}

/**
 * Synthesizes, lets the doctor look, asks for what only a person knows, shows the changes, asks, deploys, puts the
 * captcha's secret key, deletes old files of the pages and runs the smoke test. It synthesizes only once, so it deploys
 * exactly what it has shown.
 *
 * @param folder folder for the assembly, the outputs and the endpoints
 */
export async function deployStage(world: Deploying, options: DeployOptions, folder: string): Promise<Ended> {
  const { stage, yes, driver, smoke } = options;
  mkdirSync(folder, { recursive: true });
  const assembly = join(folder, stage);
  const outputsFile = join(folder, `${stage}.outputs.json`);
  const endpointsFile = join(folder, `${stage}.endpoints.json`);

  world.print(`Synthesizing the stage ${stage} …`);
  if (!world.cdk('synth', '--quiet', '--output', assembly, ...contextOf(options))) return ENDED.failed;

  if (options.doctor && !(await world.doctor(join(assembly, `${stackNameOf(stage)}.template.json`)))) {
    world.print('Nothing was deployed. Fix each STOP, or deploy in spite of it with --skip-doctor.');
    return ENDED.stopped;
  }
  const captcha = await captchaKey(world, options);
  if (captcha.kind === 'missing') {
    world.print(`Nothing was deployed: ${NO_KEY}`);
    return ENDED.stopped;
  }

  world.print('Changes:');
  if (!world.cdk('diff', '--app', assembly)) return ENDED.failed;
  if (!yes && !(await world.ask(`Deploy the stage ${stage}?`))) {
    world.print('Nothing was deployed.');
    return ENDED.declined;
  }

  const began = new Date();
  if (!world.cdk('deploy', '--app', assembly, '--require-approval', 'never', '--outputs-file', outputsFile)) {
    return ENDED.failed;
  }
  if (captcha.kind === 'given') await world.putCaptcha(captcha.secretKey);
  await tidy(world);
  await nameSlowest(world, began);
  if (!smoke) {
    world.print('Deployed. The smoke test was skipped.');
    return ENDED.deployed;
  }
  writeFileSync(endpointsFile, `${JSON.stringify({ ...driver, ...outputsOf(outputsFile) }, null, 2)}\n`);
  if (world.smoke(endpointsFile)) return ENDED.deployed;
  const next = (await world.isFirst()) ? FIRST : `To go back: ${goBack(options)}`;
  world.print(`The stage ${stage} is deployed, but the smoke test failed. ${next}`);
  return ENDED.unproven;
}

/** Old files of the pages do no harm, and the next deployment tries again. */
async function tidy(world: Deploying): Promise<void> {
  try {
    const deleted = await world.tidyPages();
    if (deleted > 0) world.print(`Deleted ${deleted} files of the pages that no page needs any more.`);
  } catch (error) {
    world.print(
      `WARNING: old files of the pages were not deleted: ${error instanceof Error ? error.message : 'error'}`,
    );
  }
}

/** Milliseconds by which the clock of this machine may be behind. */
const CLOCK = 60_000;

/** Names the resources that this deployment waited for longest. One that changed nothing has none. */
async function nameSlowest(world: Deploying, began: Date): Promise<void> {
  try {
    const events = await world.events();
    const start = events.find(beginsDeployment);
    if (start === undefined || start.at.getTime() < began.getTime() - CLOCK) return;
    world.print(`The slowest resources (${documentAt('guides/releases.md')}):`);
    for (const line of timingLines(slowestResources(events))) world.print(line);
  } catch (error) {
    world.print(`The slowest resources are unknown: ${error instanceof Error ? error.message : 'error'}`);
  }
}

const contextOf = ({ stage, settings, now }: DeployOptions): string[] =>
  Object.entries({ stage, templateCheck: 'on', ...settings, ...(now && { releaseNow: 'true' }) }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );

const goBack = ({ stage }: DeployOptions): string =>
  `${commandLine('rollback', `--stage ${stage}`)} (${documentAt('guides/releases.md')})`;

/** The DNS records of a sender domain exist once the stack does. */
const FIRST =
  'A new sender domain is to be verified first: publish the Dns… records above, wait until the doctor says that it is ' +
  `verified, and run the smoke test again (${documentAt('guides/first-deployment.md')})`;

const NO_KEY = `the captcha has no secret key yet. Name a file with it: --captcha-secret-file FILE (${documentAt('guides/captcha.md')})`;

type CaptchaKey =
  | { readonly kind: 'given'; readonly secretKey: string }
  /** One is there already, or nobody needs it now. */
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'missing' };

/** Finds out which captcha key is to be put. A deployment in haste, or one that nobody tests, goes on without. */
async function captchaKey(world: Deploying, options: DeployOptions): Promise<CaptchaKey> {
  if (options.captchaSecret !== undefined) return { kind: 'given', secretKey: options.captchaSecret };
  if (options.now || !options.smoke || (await world.captchaIsFilled())) return { kind: 'not-needed' };
  const secretKey = await world.askSecret('Secret key of the captcha (not shown)');
  return secretKey === undefined ? { kind: 'missing' } : { kind: 'given', secretKey };
}

/** Returns the site and the API from the outputs of the stack. */
function outputsOf(file: string): { site: string; api: string } {
  const [outputs = {}] = Object.values(
    JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>,
  );
  const { SiteUrl: site, ApiUrl: api } = outputs;
  if (site === undefined || api === undefined) throw new Error(`${file} has no SiteUrl or no ApiUrl`);
  return { site, api };
}
