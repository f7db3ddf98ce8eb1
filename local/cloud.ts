import { join, resolve } from 'node:path';
import type { DirectoryName } from '../functions/operations/fields.ts';
import { buildFolder } from './build/folder.ts';
import { type Console, consoleOf, quietConsole } from './console.ts';
import { prepareFolder, writeEndpoints } from './data-folder.ts';
import type { LaptopDirectory } from './directories.ts';
import type { Debugged, Functions, PoolOf } from './functions.ts';
import type { InvocationResult } from './lambda/invocation.ts';
import { checkNames, laptopSynth, type LaptopStageOptions, synthesizeLaptop } from './laptop-stage.ts';
import { LOOPBACK } from './listen.ts';
import { checkPorts, type PortName, portsFrom } from './ports.ts';
import { Running } from './running.ts';

/** Port of the debugger, the one that Node's tools try first. */
export const INSPECT_PORT = 9229;

export interface CloudOptions {
  /** Keeps data, logs and the cloud assembly between runs. */
  readonly dataDir?: string;
  /** The first of ten ports in a row; 4000 if left out. */
  readonly portBase?: number;
  /** Empties the data folder, but keeps an assembly whose sources have not changed. */
  readonly fresh?: boolean;
  /** Numbered users to seed beside the demo users. */
  readonly users?: number;
  /** Maximum number of processes of one function; tests of races need several. */
  readonly concurrency?: number;
  /** Overrides of the stage's settings, by name. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether to show steps, requests and mails; warnings are shown always. */
  readonly console?: boolean;
  /** Seconds between two deletions of expired items; the default is that of the DynamoDB emulator. */
  readonly ttlSweepSeconds?: number;
  /** URLs at which functions find services instead of at the emulators themselves, which are then behind them. */
  readonly through?: Partial<Record<'dynamodb' | 'ses' | 'secretsManager' | 'eventBridge', string>>;
  /** Variables that a function's next process gets beside the template's, by the stem of its entry. */
  readonly variablesOf?: (stem: string) => Readonly<Record<string, string>>;
  /** Runs the functions in another way than Lambda does, for comparisons. */
  readonly poolOf?: PoolOf;
  /** Synthesizes the stack; tests whose clouds share an assembly give their own. */
  readonly synthesize?: typeof synthesizeLaptop;
  /** Applies saved files to the running cloud. */
  readonly watch?: boolean;
  /** Stem of a function that a debugger attaches to, at port 9229. */
  readonly inspect?: string | undefined;
  /** Cancels the start; everything that was started is stopped. */
  readonly signal?: AbortSignal;
}

/** Where everything is: URLs without a slash at the end; `logs` is a folder. */
export interface Endpoints {
  readonly site: string;
  readonly api: string;
  readonly inbox: string;
  readonly recaptcha: string;
  readonly dynamodb: string;
  readonly secretsManager: string;
  readonly ses: string;
  /** Where LOGIN leads. */
  readonly login: string;
  /** Emulator of a directory other than the built-in one. */
  readonly directory?: string;
  readonly logs: string;
}

export interface Cloud {
  readonly endpoints: Endpoints;
  /** The processes of a function, by the stem of its entry, such as `start-reset`. */
  processesOf(stem: string): FunctionProcesses;
  /** Stops every server and every process that the cloud started. */
  stop(): Promise<void>;
}

export interface FunctionProcesses {
  /** Of those that run now. */
  readonly pids: readonly number[];
  /** Events that were given to them so far. */
  readonly invocations: number;
  /** Runs the function on an event, given as JSON text, as a service would. */
  invoke(payload: string): Promise<InvocationResult>;
  /** Kills them at once, also in the middle of an event. */
  kill(): Promise<void>;
}

/**
 * Synthesizes the stack and runs its template with its bundles on 127.0.0.1.
 *
 * @throws an error that says how to fix it; nothing is left running then
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const running = new Running();
  try {
    const { endpoints, functions } = await start(options, running);
    return {
      endpoints,
      processesOf: (stem) => functions.named(`password-reset-laptop-${stem}`),
      stop: () => running.stop(),
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function start(options: CloudOptions, running: Running): Promise<{ endpoints: Endpoints; functions: Functions }> {
  const { users = 0, settings = {}, through = {}, signal } = options;
  const dataDir = resolve(options.dataDir ?? '.local');
  const write = (line: string) => console.log(line);
  const shown: Console = options.console === true ? consoleOf(write) : quietConsole(write);
  const ports = portsFrom(options.portBase);
  checkNames(settings);
  await checkPorts(ports);
  const logs = await prepareFolder(dataDir, options.fresh === true, running);
  const directory = await directoryOf(options, dataDir, ports, running);
  const stage: LaptopStageOptions = {
    dataDir,
    ports,
    settings: { ...(directory && { loginUrl: `${directory.url}/login` }), ...directory?.settings, ...settings },
    signal,
    step: shown.step,
  };
  // The emulators' modules load while the stack is synthesized in its own process.
  const [{ assembly, checked }, { Stack }] = await Promise.all([
    (options.synthesize ?? synthesizeLaptop)(stage),
    import('./stack.ts'),
  ]);
  signal?.throwIfAborted();
  const debugged =
    options.inspect === undefined ? undefined : await debugBundle(options.inspect, checked.directory, dataDir);
  const stack = await Stack.start(
    {
      assembly,
      checked,
      ports,
      dataDir,
      logs,
      shown,
      users,
      through,
      directory,
      debugged,
      signal,
      ttlSweepSeconds: options.ttlSweepSeconds,
      concurrency: options.concurrency,
      variablesOf: options.variablesOf,
      poolOf: options.poolOf,
    },
    running,
  );
  signal?.throwIfAborted();
  if (options.watch === true) {
    const { Live } = await import('./live/live.ts');
    const synth = laptopSynth({ ...stage, step: () => {} });
    const { directory: name } = checked;
    running.add(await Live.start({ stack, synth, dataDir, directory: name, debugged: debugged?.stem, shown }));
  }
  const endpoints = {
    ...stack.urls,
    ses: stack.urls.inbox,
    login: checked.loginUrl ?? `${stack.urls.site}/`,
    ...(directory && { directory: directory.url }),
    logs,
  };
  await writeEndpoints(dataDir, endpoints, running);
  return { endpoints, functions: stack.functions };
}

async function directoryOf(
  { settings = {}, users = 0 }: CloudOptions,
  dataDir: string,
  ports: Readonly<Record<PortName, number>>,
  running: Running,
): Promise<LaptopDirectory | undefined> {
  const name = settings['directory'];
  if (name === undefined || name === 'built-in') return undefined;
  const { startDirectory } = await import('./services.ts');
  const secretsManagerUrl = `http://${LOOPBACK}:${ports.secretsManager}`;
  return startDirectory(
    name,
    { port: ports.directory, ldapPort: ports.ldap, dataDir, users, secretsManagerUrl },
    running,
  );
}

async function debugBundle(stem: string, directory: DirectoryName, dataDir: string): Promise<Debugged> {
  const { bundleFunctions, entriesWith } = await import('./build/bundles.ts');
  const entries = entriesWith(directory);
  const entry = entries[stem];
  if (entry === undefined) {
    throw new Error(`--inspect ${stem}: no such function. There are: ${Object.keys(entries).sort().join(', ')}`);
  }
  const folder = buildFolder(dataDir).debug;
  await bundleFunctions({ [stem]: entry }, { directory, folder, debug: true });
  return { stem, taskRoot: join(folder, stem), port: INSPECT_PORT };
}
