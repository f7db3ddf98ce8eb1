import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { FOLDER, ROOT, run } from './command.ts';
import { accessTo } from './emulator.ts';

/** Milliseconds for one command; on two idle cores each takes less than a quarter of it. */
const LIMIT = 240_000;

/** What an app has beside the package, in the versions of this repository. */
const TOOLS = ['aws-cdk', 'aws-cdk-lib', 'constructs', 'typescript', '@types/node'];

const manifestSchema = z.object({ version: z.string() });
const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** A CDK app in a folder outside of the repository, which deploys into the emulator at a URL. */
export class OwnApp implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'app-of-yours-'));
  readonly #emulator: string;

  constructor(emulator: string) {
    this.#emulator = emulator;
    this.write('package.json', JSON.stringify({ private: true, type: 'module' }));
    this.write('cdk.json', JSON.stringify({ app: 'node app.ts', context: { 'cli-telemetry': false } }));
  }

  /** Installs the package from its archive, as the guide says, and what the app needs beside it. */
  async install(archive: string): Promise<void> {
    const tools = TOOLS.map((name) => `${name}@${versionHere(name)}`);
    await this.#run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', archive, ...tools]);
  }

  /** Writes a file of the app. */
  write(name: string, content: string): void {
    writeFileSync(join(this.#folder, name), content);
  }

  /** Type-checks the program with the options that `cdk init` sets. @throws with the compiler's messages */
  async check(): Promise<void> {
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--skipLibCheck'];
    await this.#run(process.execPath, [this.#bin('typescript', 'tsc'), ...options, '--types', 'node', 'app.ts']);
  }

  /** Runs the CDK in the app; returns what it prints. */
  cdk(command: string, ...args: readonly string[]): Promise<string> {
    return this.#run(process.execPath, [this.#bin('aws-cdk', 'cdk'), command, '--no-notices', ...args]);
  }

  /** Deploys the stack; returns its outputs, without what the CDK appends to the ID of an output. */
  async deploy(stack: string): Promise<Readonly<Record<string, string>>> {
    const how = ['--require-approval', 'never', '--progress', 'events', '--outputs-file', 'outputs.json'];
    await this.cdk('deploy', ...how, stack);
    const outputs = outputsSchema.parse(JSON.parse(this.#read('outputs.json')))[stack];
    if (outputs === undefined) throw new Error(`The deployment of ${stack} gave no outputs`);
    return outputs;
  }

  /** Runs a command of the package, as `npx` does; returns what it prints. */
  command(...args: readonly string[]): Promise<string> {
    return this.#run(process.execPath, [
      this.#bin('serverless-password-reset', 'serverless-password-reset.js'),
      ...args,
    ]);
  }

  /** Returns the template that the CDK made last. */
  template(stack: string): unknown {
    return JSON.parse(this.#read(`cdk.out/${stack}.template.json`));
  }

  #read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }

  #bin(name: string, file: string): string {
    return join(this.#folder, 'node_modules', name, 'bin', file);
  }

  #run(command: string, args: readonly string[]): Promise<string> {
    const env = accessTo(this.#emulator);
    return run(command, args, { cwd: this.#folder, env, log: join(FOLDER, 'own-app.log'), limit: LIMIT });
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}

const versionHere = (name: string): string =>
  manifestSchema.parse(JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'))).version;
