import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Assembly } from './assembly.ts';
import { type Console, consoleOf, quietConsole } from './console.ts';
import { prepareFolder, writeEndpoints } from './data-folder.ts';
import { EventBus } from './event-bus.ts';
import { startEventSources } from './event-sources.ts';
import { Functions } from './functions.ts';
import { Gateway } from './gateway/gateway.ts';
import type { InvocationResult } from './lambda/invocation.ts';
import { RuntimeApi } from './lambda/runtime-api.ts';
import { checkNames, STAGE_PATH, synthesizeLaptop } from './laptop-stage.ts';
import { LOOPBACK } from './listen.ts';
import { checkPorts, onPort, portsFrom } from './ports.ts';
import { Running } from './running.ts';
import { startSchedules } from './schedules.ts';
import { createSecrets, readSecret } from './secrets.ts';
import { startDirectory, startServices } from './services.ts';
import { Site } from './site/site.ts';
import { startRecaptcha } from './emulators/recaptcha.ts';
import { seedUsers } from './emulators/seed-users.ts';
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
  /** URLs at which functions find services instead of at the emulators themselves, which are then behind them. */
  readonly through?: Partial<Record<'dynamodb' | 'ses' | 'secretsManager', string>>;
  /** Variables that a function's next process gets beside the template's, by the stem of its entry. */
  readonly variablesOf?: (stem: string) => Readonly<Record<string, string>>;
  /** Synthesizes the stack; tests whose clouds share an assembly give their own. */
  readonly synthesize?: typeof synthesizeLaptop;
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
  const { assembly, checked } = await (options.synthesize ?? synthesizeLaptop)({
    dataDir,
    ports,
    settings: { ...(directory && { loginUrl: `${directory.url}/login` }), ...directory?.settings, ...settings },
    signal,
    step: shown.step,
  });
  signal?.throwIfAborted();
  const { template } = assembly;

  shown.step('Starting the services …');
  const { dynamodb, secretsManager, inbox } = await startServices(
    { template, ports, dataDir, ttlSweepSeconds: options.ttlSweepSeconds, shown },
    running,
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
  const checkpoints = join(dataDir, 'checkpoints');
  await mkdir(checkpoints, { recursive: true });
  running.add(
    startEventSources({
      template,
      functions,
      stream: (table) => dynamodb.stream(table),
      checkpoints,
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
  await writeEndpoints(dataDir, endpoints, running);
  return { endpoints, functions };
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
