import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployOptions } from './options.ts';

/** Results of a deployment, as exit codes of the command. */
export const ENDED = { deployed: 0, failed: 1, declined: 3, unproven: 4 } as const;

/** Programs and terminal that a deployment needs. */
export interface Deploying {
  /** Runs `cdk` with these arguments and shows its output. Returns false where it failed. */
  cdk(...args: string[]): boolean;
  /** Runs the smoke test against the endpoints in a file. Returns false where it failed. */
  smoke(endpointsFile: string): boolean;
  ask(question: string): Promise<boolean>;
  print(line: string): void;
}

/**
 * Synthesizes, shows the changes, asks, deploys and runs the smoke test. It synthesizes only once, so it deploys
 * exactly what it has shown.
 *
 * @param folder folder for the assembly, the outputs and the endpoints
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

  world.print('Changes:');
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
    `The stage ${stage} is deployed, but the smoke test failed. docs/guides/releases.md explains how to roll back.`,
  );
  return ENDED.unproven;
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
