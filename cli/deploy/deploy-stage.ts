import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployOptions } from './options.ts';

/** How it ended; the numbers are the command's exit codes. */
export const ENDED = { deployed: 0, failed: 1, declined: 3, unproven: 4 } as const;

/** What deploying needs of the world. */
export interface Deploying {
  /** Runs `cdk` with these arguments and shows what it says. False where it failed. */
  cdk(...args: string[]): boolean;
  /** Runs the smoke test against the endpoints that a file names. False where it failed. */
  smoke(endpointsFile: string): boolean;
  ask(question: string): Promise<boolean>;
  print(line: string): void;
}

/**
 * Synthesizes once, so that what was shown and agreed to is what is deployed, and tells by the smoke test whether it works.
 *
 * @param folder where the assembly and what is known of the deployment are written
 */
export async function deployStage(
  world: Deploying,
  { stage, settings, yes, driver, smoke }: DeployOptions,
  folder: string,
): Promise<(typeof ENDED)[keyof typeof ENDED]> {
  mkdirSync(folder, { recursive: true });
  const assembly = join(folder, stage);
  const outputsFile = join(folder, `${stage}.outputs.json`);
  const endpointsFile = join(folder, `${stage}.endpoints.json`);
  const context = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

  world.print(`Synthesizing the stage ${stage} …`);
  if (!world.cdk('synth', '--quiet', '--output', assembly, '-c', `stage=${stage}`, ...context)) return ENDED.failed;

  world.print('What would change:');
  if (!world.cdk('diff', '--app', assembly)) return ENDED.failed;
  if (!yes && !(await world.ask(`Deploy the stage ${stage}?`))) {
    world.print('Nothing was deployed.');
    return ENDED.declined;
  }

  if (!world.cdk('deploy', '--app', assembly, '--require-approval', 'never', '--outputs-file', outputsFile)) {
    return ENDED.failed;
  }
  if (!smoke) {
    world.print('Deployed. The smoke test was skipped.');
    return ENDED.deployed;
  }
  writeFileSync(endpointsFile, `${JSON.stringify({ ...driver, ...outputsOf(outputsFile) }, null, 2)}\n`);
  if (world.smoke(endpointsFile)) return ENDED.deployed;
  world.print(
    `The stage ${stage} is deployed, and it does not work as it should: docs/guides/releases.md says how to go back.`,
  );
  return ENDED.unproven;
}

/** Site and API as the stack names them. */
function outputsOf(file: string): { site: string; api: string } {
  const [outputs = {}] = Object.values(
    JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>,
  );
  const { SiteUrl: site, ApiUrl: api } = outputs;
  if (site === undefined || api === undefined) throw new Error(`${file} names no SiteUrl or no ApiUrl`);
  return { site, api };
}
