import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { providerUrls } from '../lib/captcha-urls.ts';
import { checkSettings, settingsSchema } from '../lib/settings.ts';
import { laptop } from '../lib/stages/laptop.ts';
import { type Assembly, loadAssembly } from './assembly.ts';
import { configurationSetsOf } from './configuration-sets.ts';
import { type Console, consoleOf, quietConsole } from './console.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { EventBus } from './event-bus.ts';
import { type DirectoryOptions, type LaptopDirectory, LAPTOP_DIRECTORIES } from './directories.ts';
import { startEventSources } from './event-sources.ts';
import { Functions } from './functions.ts';
import { Gateway } from './gateway/gateway.ts';
import type { InvocationResult } from './lambda/invocation.ts';
import { RuntimeApi } from './lambda/runtime-api.ts';
import { LOOPBACK } from './listen.ts';
import { checkPorts, onPort, portsFrom } from './ports.ts';
import { startSchedules } from './schedules.ts';
import { createSecrets, readSecret } from './secrets.ts';
import { Site } from './site/site.ts';
import { startDynamoDb } from './stand-ins/dynamodb.ts';
import { startInbox } from './stand-ins/inbox.ts';
import { startRecaptcha } from './stand-ins/recaptcha.ts';
import { startSecretsManager } from './stand-ins/secrets-manager.ts';
import { seedUsers } from './stand-ins/seed-users.ts';
import { synthesize } from './synth.ts';
import { createTables } from './tables.ts';

export interface CloudOptions {
  /** Keeps data, logs and the cloud assembly between runs. */
  readonly dataDir?: string;
  /** The first of nine ports in a row; 4000 if left out. */
  readonly portBase?: number;
  /** Drops what is in the data folder, except an assembly that is still good. */
  readonly fresh?: boolean;
  /** Numbered users to seed beside the demo users. */
  readonly users?: number;
  /** Processes that one function may run in at once; races need several. */
  readonly concurrency?: number;
  /** Overrides of the stage's settings, by name. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether to show steps, requests and mails; warnings are shown always. */
  readonly console?: boolean;
  /** Seconds between two deletions of expired items; see the stand-in's own. */
  readonly ttlSweepSeconds?: number;
  /** URLs at which functions find services instead of at the stand-ins themselves, which are then behind them. */
  readonly through?: Partial<Record<'dynamodb' | 'ses' | 'secretsManager', string>>;
  /** Variables that a function's next process gets beside the template's, by the stem of its entry. */
  readonly variablesOf?: (stem: string) => Readonly<Record<string, string>>;
  /** Gives the start up; everything that was started is stopped. */
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
  /** The stand-in of a directory other than the built-in one. */
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
  /** Ends them at once, in the midst of whatever they do. */
  kill(): Promise<void>;
}

/** The stage path that the pages are told before the template says it. */
const STAGE_PATH = '/v1';
const ASSEMBLY_FILES = ['cdk.out', 'cdk.inputs'];

/** What runs now, stopped in the reverse order of its start. */
class Running {
  readonly #stops: (() => Promise<void>)[] = [];

  add<Part extends { stop(): Promise<void> }>(part: Part): Part {
    this.#stops.push(() => part.stop());
    return part;
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0).toReversed()) await stop();
  }
}

/**
 * Synthesizes the stack and runs its template with its bundles on 127.0.0.1.
 *
 * @throws an error that says what to mend; nothing is left running then
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

/** The app takes settings from its context, where a misspelt one would be lost without a word. */
function checkNames(settings: Readonly<Record<string, string>>): void {
  const known = Object.keys(settingsSchema.shape).filter((name) => name !== 'stage');
  const wrong = Object.keys(settings).filter((name) => !known.includes(name));
  if (wrong.length === 0) return;
  throw new Error(`--set ${wrong.join(', ')}: no such setting. There are: ${known.join(', ')}`);
}

async function prepareFolder(dataDir: string, fresh: boolean, running: Running): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const unlock = await lockDataDir(dataDir);
  running.add({ stop: unlock });
  const entries = await readdir(dataDir);
  const dropped = fresh ? entries.filter((entry) => !ASSEMBLY_FILES.includes(entry)) : ['endpoints.json'];
  for (const entry of dropped) await rm(join(dataDir, entry), { recursive: true, force: true });
  const logs = join(dataDir, 'logs');
  await mkdir(logs, { recursive: true });
  return logs;
}

async function start(options: CloudOptions, running: Running): Promise<{ endpoints: Endpoints; functions: Functions }> {
  const { users = 0, settings = {}, through = {}, signal } = options;
  const dataDir = resolve(options.dataDir ?? '.local');
  const write = (line: string) => console.log(line);
  const shown: Console = options.console === true ? consoleOf(write) : quietConsole(write);
  const ports = portsFrom(options.portBase);
  const url = (port: number) => `http://${LOOPBACK}:${port}`;
  checkNames(settings);
  await checkPorts(ports);
  const logs = await prepareFolder(dataDir, options.fresh === true, running);
  const directory = await startDirectory(
    settings['directory'],
    { port: ports.directory, ldapPort: ports.ldap, dataDir, users, secretsManagerUrl: url(ports.secretsManager) },
    running,
  );
  const stageSettings = {
    ...(directory && { loginUrl: `${directory.url}/login` }),
    ...directory?.settings,
    ...settings,
  };
  const checked = checkSettings(laptop, stageSettings);
  const captcha = providerUrls(checked);
  const standIn = (real: string) => `${url(ports.recaptcha)}${new URL(real).pathname}`;

  shown.step('Synthesizing the stack and bundling its functions …');
  const assembly = await loadAssembly(
    await synthesize({
      dataDir,
      signal,
      report: (line) => shown.step(`  ${line}`),
      context: {
        siteUrl: url(ports.site),
        apiUrl: `${url(ports.api)}${STAGE_PATH}`,
        captchaScriptUrl: standIn(captcha.scriptUrl),
        captchaVerifyUrl: standIn(captcha.verifyUrl),
        ...stageSettings,
        stage: 'laptop',
      },
    }),
  );
  signal?.throwIfAborted();
  const { template } = assembly;

  shown.step('Starting the services …');
  const folder = (name: string) => join(dataDir, name);
  const dynamodb = running.add(
    await onPort(
      'dynamodb',
      ports.dynamodb,
      startDynamoDb({ port: ports.dynamodb, dataDir: folder('dynamodb'), ttlSweepSeconds: options.ttlSweepSeconds }),
    ),
  );
  const secretsManager = running.add(
    await onPort(
      'secretsManager',
      ports.secretsManager,
      startSecretsManager({ port: ports.secretsManager, dataDir: folder('secrets') }),
    ),
  );
  const inbox = running.add(
    await onPort(
      'inbox',
      ports.inbox,
      startInbox({
        port: ports.inbox,
        dataDir: folder('inbox'),
        configurationSets: configurationSetsOf(template),
        onMail: ({ to, subject }) => shown.mail(to, subject),
      }),
    ),
  );
  await createSecrets(template, secretsManager.url);
  await directory?.secretsMade?.();
  await createTables(template, dynamodb.url);
  signal?.throwIfAborted();

  const runtimeApi = new RuntimeApi(
    {
      AWS_ENDPOINT_URL_DYNAMODB: through.dynamodb ?? dynamodb.url,
      AWS_ENDPOINT_URL_SES: through.ses ?? inbox.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: through.secretsManager ?? secretsManager.url,
      ...directory?.environment,
    },
    options.variablesOf,
  );
  running.add(await onPort('runtimeApi', ports.runtimeApi, runtimeApi.start(ports.runtimeApi)));
  const functions = running.add(new Functions(assembly, runtimeApi, logs, shown.warn, options.concurrency));
  if (directory === undefined) {
    await seedUsers({ dynamodbUrl: dynamodb.url, usersTable: functions.variable('USERS_TABLE'), users });
  }

  const site = await Site.load(assembly);
  const recaptcha = running.add(
    await onPort(
      'recaptcha',
      ports.recaptcha,
      startRecaptcha({
        port: ports.recaptcha,
        siteKey: site.captchaSiteKey,
        provider: checked.captchaProvider,
        secret: () => readSecret(secretsManager.url, functions.variable('CAPTCHA_SECRET_ARN')),
      }),
    ),
  );
  signal?.throwIfAborted();
  await mkdir(folder('checkpoints'), { recursive: true });
  running.add(
    startEventSources({
      template,
      functions,
      stream: (table) => dynamodb.stream(table),
      checkpoints: folder('checkpoints'),
      logs,
      warn: shown.warn,
    }),
  );
  running.add(startSchedules(template, functions));
  const bus = running.add(new EventBus({ template, functions, logs, warn: shown.warn }));
  inbox.publishTo((event) => bus.put(event));
  const api = await startGateway(assembly, functions, ports.api, logs, shown, running);
  const pages = running.add(await onPort('site', ports.site, site.start(ports.site)));

  const endpoints = {
    site: pages.url,
    api,
    inbox: inbox.url,
    recaptcha: recaptcha.url,
    dynamodb: dynamodb.url,
    secretsManager: secretsManager.url,
    ses: inbox.url,
    login: checked.loginUrl ?? `${pages.url}/`,
    ...(directory && { directory: directory.url }),
    logs,
  };
  signal?.throwIfAborted();
  // By renaming, so that who waits for the file never reads half of it.
  await writeFile(folder('endpoints.json.new'), `${JSON.stringify(endpoints, null, 2)}\n`);
  await rename(folder('endpoints.json.new'), folder('endpoints.json'));
  running.add({ stop: () => rm(join(dataDir, 'endpoints.json'), { force: true }) });
  return { endpoints, functions };
}

/** The stand-in of the directory that the settings name; the built-in one is tables of the stack. */
async function startDirectory(
  name: string | undefined,
  options: DirectoryOptions,
  running: Running,
): Promise<LaptopDirectory | undefined> {
  if (name === undefined || !Object.hasOwn(LAPTOP_DIRECTORIES, name)) return undefined;
  const start = LAPTOP_DIRECTORIES[name as keyof typeof LAPTOP_DIRECTORIES];
  const dataDir = join(options.dataDir, name);
  return running.add(await onPort('directory', options.port, start({ ...options, dataDir })));
}

async function startGateway(
  { template }: Assembly,
  functions: Functions,
  port: number,
  logs: string,
  shown: Console,
  running: Running,
): Promise<string> {
  const gateway = new Gateway({
    template,
    port,
    functionNamed: (name) => functions.named(name),
    accessLog: join(logs, 'access.jsonl'),
    onRequest: (line) => shown.request(line),
    warn: (message) => shown.warn(message),
  });
  if (gateway.stagePath !== STAGE_PATH) {
    throw new Error(`The API's stage is ${gateway.stagePath}; the pages are told ${STAGE_PATH}`);
  }
  const listening = running.add(await onPort('api', port, gateway.start()));
  return `${listening.url}${STAGE_PATH}`;
}
