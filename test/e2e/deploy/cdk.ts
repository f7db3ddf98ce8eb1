import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ACCOUNT, REGION } from '../../../local/account.ts';
import { FOLDER, ROOT, run } from './command.ts';
import { accessTo } from './emulator.ts';

const CDK = join(ROOT, 'node_modules/aws-cdk/bin/cdk');

/** Milliseconds for one call of the CDK; on two idle cores each takes less than a quarter of it. */
const LIMIT = 240_000;

const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** The CDK's command line against the emulator at a URL. */
export class Cdk {
  readonly #emulator: string;

  constructor(emulator: string) {
    this.#emulator = emulator;
  }

  /** Bootstraps the account and region. */
  async bootstrap(): Promise<void> {
    await this.#call('bootstrap', `aws://${ACCOUNT}/${REGION}`);
  }

  /** Deploys a stage with settings that override its own; returns the stack's outputs. */
  deploy(stage: string, settings: Readonly<Record<string, string>> = {}): Promise<Readonly<Record<string, string>>> {
    const overrides = Object.entries({ stage, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    return this.#deploy(stage, '--output', assemblyOf(stage), ...overrides);
  }

  /** Deploys once more what {@link deploy} synthesized last. */
  deployAgain(stage: string): Promise<Readonly<Record<string, string>>> {
    return this.#deploy(stage, '--app', assemblyOf(stage));
  }

  /** Deletes the stack that {@link deploy} synthesized last. */
  async destroy(stage: string): Promise<void> {
    await this.#call('destroy', '--force', '--app', assemblyOf(stage), `PasswordReset-${stage}`);
  }

  async #deploy(stage: string, ...what: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const outputs = join(FOLDER, `outputs-${stage}.json`);
    const how = ['--require-approval', 'never', '--progress', 'events', '--outputs-file', outputs];
    await this.#call('deploy', ...how, ...what);
    const stack = outputsSchema.parse(JSON.parse(readFileSync(outputs, 'utf8')))[`PasswordReset-${stage}`];
    if (stack === undefined) throw new Error(`The deployment of ${stage} gave no outputs`);
    return stack;
  }

  async #call(command: string, ...args: readonly string[]): Promise<void> {
    const options = { env: accessTo(this.#emulator), log: join(FOLDER, 'cdk.log'), limit: LIMIT };
    await run(process.execPath, [CDK, command, '--no-notices', ...args], options);
  }
}

const assemblyOf = (stage: string): string => join(FOLDER, `cdk.out-${stage}`);
