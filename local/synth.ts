import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** All that the cloud assembly is made from. */
const SOURCES = [
  'bin',
  'lib',
  'functions',
  'web',
  'client/src',
  'brand',
  'cdk.json',
  'package.json',
  'package-lock.json',
];

export interface SynthOptions {
  readonly dataDir: string;
  /** Context values laid over those of cdk.json; a key that is a setting's name overrides the setting. */
  readonly context: Readonly<Record<string, string>>;
  /** The entry of the app, relative to the repository or absolute. */
  readonly app?: string;
  readonly signal?: AbortSignal | undefined;
  readonly report?: (line: string) => void;
}

const cdkJsonSchema = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

async function filesIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return files.filter((file) => !file.startsWith(join(ROOT, 'web/dist'))).sort();
  } catch (error) {
    if (Object(error).code === 'ENOTDIR') return [path];
    throw error;
  }
}

async function fingerprint(context: object, app: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify({ context, app, node: process.version }));
  for (const source of SOURCES) {
    for (const file of await filesIn(join(ROOT, source))) hash.update(`\0${file}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

/** What the developer's shell says of AWS does not change the laptop's template. */
function environment(outdir: string, context: object): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_)/.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    // No CloudFormation reads this template. CDK's check of it takes twice the time of everything else.
    CDK_VALIDATION: 'false',
  };
}

/** The message of an uncaught error without its stack; the last lines if there is none. */
function reasonIn(lines: readonly string[]): string {
  const from = lines.findLastIndex((line) => /^(?:\w*Error|Uncaught)\b.*:/.test(line));
  const stack = lines.findIndex((line, index) => index > from && /^\s+at /.test(line));
  const message = from === -1 ? lines.slice(-15) : lines.slice(from, stack === -1 ? undefined : stack);
  return message.map((line) => `  ${line}`).join('\n');
}

async function run(options: SynthOptions, app: string, outdir: string, context: object): Promise<void> {
  const log = join(options.dataDir, 'logs', 'synth.log');
  await mkdir(join(options.dataDir, 'logs'), { recursive: true });
  const file = createWriteStream(log);
  // A process group of its own, so that what the bundler starts ends with it.
  const child = spawn(process.execPath, [app], {
    cwd: ROOT,
    env: environment(outdir, context),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  options.signal?.addEventListener('abort', end);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      file.write(`${line}\n`);
      options.report?.(line);
    });
  }
  const code = await new Promise<number | null>((settle, reject) => {
    child.once('error', reject);
    child.once('close', settle);
  }).finally(() => {
    options.signal?.removeEventListener('abort', end);
    file.end();
  });
  options.signal?.throwIfAborted();
  if (code !== 0) throw new Error(`The stack cannot be synthesized (${log}):\n${reasonIn(lines)}`);
}

/**
 * Synthesizes the CDK app with its bundles, as the CDK's command line does, and returns the folder of the cloud
 * assembly. An assembly of the same sources and context is used again.
 */
export async function synthesize(options: SynthOptions): Promise<string> {
  const app = resolve(ROOT, options.app ?? 'bin/app.ts');
  const cdkJson = cdkJsonSchema.parse(JSON.parse(await readFile(join(ROOT, 'cdk.json'), 'utf8')));
  const context = { ...cdkJson.context, ...options.context };
  const outdir = resolve(options.dataDir, 'cdk.out');
  const stamp = resolve(options.dataDir, 'cdk.inputs');
  const inputs = await fingerprint(context, app);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === inputs) {
    options.report?.('The stack has not changed.');
    return outdir;
  }
  await rm(stamp, { force: true });
  await rm(outdir, { recursive: true, force: true });
  await run(options, app, outdir, context);
  await writeFile(stamp, inputs);
  return outdir;
}
