import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Everything that the cloud assembly is made from. */
const SOURCES = [
  'bin',
  'cli',
  'local/build',
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
  readonly report?: ((line: string) => void) | undefined;
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

/** One run of the app. */
interface Run {
  readonly app: string;
  readonly dataDir: string;
  readonly outdir: string;
  readonly context: object;
  /** Whether the functions and the pages are taken as an earlier run, or `npm start` after it, built them. */
  readonly reuse: boolean;
}

/** Environment of the app: the shell's, without its variables for AWS and CDK, which would change the template. */
function environment({ dataDir, outdir, context, reuse }: Run): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_)/.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    // No CloudFormation reads this template. CDK's check of it takes twice the time of everything else.
    CDK_VALIDATION: 'false',
    BUILD_DATA_DIR: dataDir,
    ...(reuse && { BUILD_REUSE: '1' }),
  };
}

/** The place that Node prints before an error in the source: `file:///…/lib/app.ts:12`. */
const PLACE = /^(?:file:\/\/)?(\/.+:\d+)$/;

/** The message of an uncaught error without its stack, after its place; the last lines if there is none. */
function reasonIn(lines: readonly string[]): string {
  const place = lines.map((line) => PLACE.exec(line)?.[1]).find((found) => found?.startsWith(ROOT));
  const from = lines.findLastIndex((line) => /^(?:\w*Error|Uncaught)\b.*:/.test(line));
  const stack = lines.findIndex((line, index) => index > from && /^\s+at /.test(line));
  const message = from === -1 ? lines.slice(-15) : lines.slice(from, stack === -1 ? undefined : stack);
  const named = place === undefined ? message : [`${place.slice(ROOT.length)}: ${message[0]}`, ...message.slice(1)];
  return named.map((line) => `  ${line}`).join('\n');
}

/** A process of the app. */
export interface App {
  readonly child: ChildProcess;
  readonly run: Run;
}

function startApp(run: Run): App {
  const child = spawn(process.execPath, [run.app], {
    cwd: ROOT,
    env: environment(run),
    // A process group of its own, so that what the bundler starts ends with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A process that failed before it was asked to begin is reported by its exit status.
  child.stdin?.on('error', () => {});
  return { child, run };
}

/** Ends the process and what it started. */
export function endApp({ child }: App): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function finish(options: SynthOptions, app: App): Promise<void> {
  const log = join(options.dataDir, 'logs', 'synth.log');
  await mkdir(join(options.dataDir, 'logs'), { recursive: true });
  const file = createWriteStream(log);
  const { child } = app;
  const end = () => endApp(app);
  options.signal?.addEventListener('abort', end);
  if (options.signal?.aborted === true) end();
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      file.write(`${line}\n`);
      options.report?.(line);
    });
  }
  const ended = child.exitCode !== null || child.signalCode !== null;
  child.stdin?.end('begin\n');
  const code = await new Promise<number | null>((settle, reject) => {
    if (ended) settle(child.exitCode);
    child.once('error', reject);
    child.once('close', settle);
  }).finally(() => {
    options.signal?.removeEventListener('abort', end);
    file.end();
  });
  options.signal?.throwIfAborted();
  if (code !== 0) throw new Error(`The stack cannot be synthesized (${log}):\n${reasonIn(lines)}`);
}

async function prepare(options: SynthOptions) {
  const app = resolve(ROOT, options.app ?? 'local/build/app.ts');
  const cdkJson = cdkJsonSchema.parse(JSON.parse(await readFile(join(ROOT, 'cdk.json'), 'utf8')));
  const context = { ...cdkJson.context, ...options.context };
  const dataDir = resolve(options.dataDir);
  return { app, context, dataDir, outdir: join(dataDir, 'cdk.out'), stamp: join(dataDir, 'cdk.inputs') };
}

/**
 * Synthesizes the CDK app with its bundles, as the CDK's command line does, and returns the folder of the cloud
 * assembly. An assembly of the same sources and context is used again.
 */
export async function synthesize(options: SynthOptions): Promise<string> {
  const { stamp, ...planned } = await prepare(options);
  const inputs = await fingerprint(planned.context, planned.app);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === inputs) {
    options.report?.('The stack has not changed.');
    return planned.outdir;
  }
  await rm(stamp, { force: true });
  await rm(planned.outdir, { recursive: true, force: true });
  await finish(options, startApp({ ...planned, reuse: false }));
  await writeFile(stamp, inputs);
  return planned.outdir;
}

/** Identifies the sources as they are now. */
export async function sourcesNow(options: SynthOptions): Promise<string> {
  const { context, app } = await prepare(options);
  return fingerprint(context, app);
}

/**
 * Starts the process of the next `synthesizeAgain` in advance: it loads CDK, which takes longer than the synthesis,
 * and waits.
 */
export async function startInAdvance(options: SynthOptions): Promise<App> {
  const { stamp: _, ...planned } = await prepare(options);
  return startApp({ ...planned, reuse: true });
}

/**
 * Synthesizes again for a cloud that runs: into the same folder, because functions start from its assets, and with
 * the functions and pages as they are built now. A failure leaves the assembly as it was.
 *
 * @param sources the sources that the functions and pages were built from
 */
export async function synthesizeAgain(options: SynthOptions, app: App, sources: string): Promise<string> {
  const { stamp, outdir } = await prepare(options);
  await rm(stamp, { force: true });
  await finish(options, app);
  await writeFile(stamp, sources);
  return outdir;
}
