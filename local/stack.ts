import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Settings } from '../lib/settings/schema.ts';
import type { Assembly } from './assembly.ts';
import { configurationSetsOf } from './configuration-sets.ts';
import type { Console } from './console.ts';
import type { LaptopDirectory } from './directories.ts';
import { startLogReader } from './emulators/log-reader.ts';
import { startRecaptcha } from './emulators/recaptcha.ts';
import { seedUsers } from './emulators/seed-users.ts';
import { Events } from './events.ts';
import { type Debugged, Functions, type PoolOf } from './functions.ts';
import { Gateway } from './gateway/gateway.ts';
import { RuntimeApi } from './lambda/runtime-api.ts';
import { STAGE_PATH } from './laptop-stage.ts';
import { onPort, type PortName } from './ports.ts';
import type { Running } from './running.ts';
import { createSecrets, readSecret } from './secrets.ts';
import { type Services, startServices } from './services.ts';
import { Site } from './site/site.ts';
import { recordSettings } from './settings-record.ts';
import { createTables } from './tables.ts';
import type { Template } from './template.ts';

export interface StackOptions {
  readonly assembly: Assembly;
  readonly checked: Settings;
  readonly ports: Readonly<Record<PortName, number>>;
  readonly dataDir: string;
  readonly logs: string;
  readonly shown: Console;
  /** Numbered users to seed beside the demo users. */
  readonly users: number;
  readonly ttlSweepSeconds: number | undefined;
  readonly concurrency: number | undefined;
  readonly directory: LaptopDirectory | undefined;
  /** URLs at which functions find services instead of at the emulators themselves, which are then behind them. */
  readonly through: Partial<Record<'dynamodb' | 'ses' | 'secretsManager' | 'eventBridge', string>>;
  readonly variablesOf: ((stem: string) => Readonly<Record<string, string>>) | undefined;
  readonly debugged: Debugged | undefined;
  readonly poolOf: PoolOf | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Why a template cannot take the place of the running one. */
export class NeedsRestart extends Error {}

/** Types whose resources bring events to functions. */
const EVENT_TYPES = [
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Events::Rule',
  'AWS::Scheduler::Schedule',
  'AWS::Logs::SubscriptionFilter',
];

/** The running stack: the template's functions, API and pages, with the services that they need. */
export class Stack {
  readonly functions: Functions;
  readonly site: Site;
  readonly urls: Readonly<Record<'site' | 'api' | 'inbox' | 'recaptcha' | 'dynamodb' | 'secretsManager', string>>;
  readonly #options: StackOptions;
  readonly #services: Services;
  readonly #gateway: Gateway;
  #template: Template;
  #events: Events;

  private constructor(parts: {
    options: StackOptions;
    services: Services;
    functions: Functions;
    site: Site;
    gateway: Gateway;
    events: Events;
    urls: Stack['urls'];
  }) {
    this.functions = parts.functions;
    this.site = parts.site;
    this.urls = parts.urls;
    this.#options = parts.options;
    this.#services = parts.services;
    this.#gateway = parts.gateway;
    this.#events = parts.events;
    this.#template = parts.options.assembly.template;
  }

  /** Starts everything on its port and adds it to what is running. */
  static async start(options: StackOptions, running: Running): Promise<Stack> {
    const { assembly, ports, logs, shown, directory, signal, through, users } = options;
    const { template } = assembly;
    shown.step('Starting the services …');
    const services = await startServices({ ...options, template }, running);
    const { dynamodb, secretsManager, inbox, eventBridge } = services;
    await createSecrets(template, secretsManager.url);
    await directory?.secretsMade?.();
    await createTables(template, dynamodb.url);
    await recordSettings(template, dynamodb.url);
    signal?.throwIfAborted();

    const logReader = running.add(await startLogReader(logs));
    const runtimeApi = new RuntimeApi(
      {
        AWS_ENDPOINT_URL_DYNAMODB: through.dynamodb ?? dynamodb.url,
        AWS_ENDPOINT_URL_SES: through.ses ?? inbox.url,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: through.secretsManager ?? secretsManager.url,
        AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logReader.url,
        AWS_ENDPOINT_URL_EVENTBRIDGE: through.eventBridge ?? eventBridge.url,
        ...directory?.environment,
      },
      options.variablesOf,
    );
    running.add(await onPort('runtimeApi', ports.runtimeApi, runtimeApi.start(ports.runtimeApi)));
    const functions = running.add(
      new Functions(assembly, runtimeApi, logs, shown.warn, options.concurrency, options.debugged, options.poolOf),
    );
    if (directory === undefined) {
      await seedUsers({ dynamodbUrl: dynamodb.url, usersTable: functions.variable('USERS_TABLE'), users });
    }
    const site = await Site.load(assembly);
    const recaptcha = await onPort(
      'recaptcha',
      ports.recaptcha,
      startRecaptcha({
        port: ports.recaptcha,
        siteKey: site.captchaSiteKey ?? 'none',
        // `altcha` has no provider that could be emulated.
        ...(options.checked.captchaProvider !== 'altcha' && { provider: options.checked.captchaProvider }),
        secret: () => readSecret(secretsManager.url, functions.variable('CAPTCHA_SECRET_ARN')),
      }),
    );
    running.add(recaptcha);
    signal?.throwIfAborted();
    const events = running.add(await Events.start(options, services, functions));
    const gateway = gatewayOf(options, functions);
    const api = running.add(await onPort('api', ports.api, gateway.start()));
    await site.passTo({ url: api.url, readSecret: (id, stage) => readSecret(secretsManager.url, id, stage) });
    const pages = running.add(await onPort('site', ports.site, site.start(ports.site)));
    const urls = {
      site: pages.url,
      api: `${api.url}${STAGE_PATH}`,
      inbox: inbox.url,
      recaptcha: recaptcha.url,
      dynamodb: dynamodb.url,
      secretsManager: secretsManager.url,
    };
    return new Stack({ options, services, functions, site, gateway, events, urls });
  }

  /**
   * Makes the running stack that of another assembly: environment variables, functions, routes, pages, new tables and
   * secrets.
   *
   * @returns what changed, in a few words each
   * @throws NeedsRestart where only a new start can apply it; the stack stays as it was then
   */
  async apply(assembly: Assembly): Promise<string[]> {
    const { template } = assembly;
    const { dynamodb, secretsManager } = this.#services;
    const site = await Site.load(assembly);
    const reason = this.#obstacle(template, site);
    if (reason !== undefined) throw new NeedsRestart(reason);
    await createSecrets(template, secretsManager.url);
    try {
      await createTables(template, dynamodb.url);
    } catch (error) {
      throw new NeedsRestart(error instanceof Error ? error.message : String(error));
    }
    await recordSettings(template, dynamodb.url);
    const sameEvents = same(this.#template, template, EVENT_TYPES);
    const changed = this.functions.use(assembly).map((stem) => `function ${stem}`);
    if (!same(this.#template, template, API_TYPES)) changed.push('the API');
    this.#gateway.use(template);
    if (await this.site.use(assembly)) changed.push('the pages');
    if (!sameEvents) {
      await this.#events.restart(template);
      changed.push('event sources and schedules');
    }
    this.#template = template;
    return changed;
  }

  #obstacle(template: Template, site: Site): string | undefined {
    const sets = (of: Template) => [...configurationSetsOf(of)];
    if (!isDeepStrictEqual(sets(template), sets(this.#template))) return 'the configuration sets of SES have changed';
    const { captchaProvider } = this.#options.checked;
    if (site.captchaSiteKey !== this.site.captchaSiteKey || site.captchaProvider !== captchaProvider) {
      return 'the captcha provider or its site key has changed';
    }
    return undefined;
  }
}

const API_TYPES = ['Resource', 'Method', 'Stage', 'GatewayResponse'].map((type) => `AWS::ApiGateway::${type}`);

function same(one: Template, other: Template, types: readonly string[]): boolean {
  const properties = z.record(z.string(), z.unknown());
  return types.every((type) => isDeepStrictEqual(one.read(type, properties), other.read(type, properties)));
}

function gatewayOf({ assembly, ports, logs, shown }: StackOptions, functions: Functions): Gateway {
  const gateway = new Gateway({
    template: assembly.template,
    port: ports.api,
    functionNamed: (name) => functions.named(name),
    accessLog: join(logs, 'access.jsonl'),
    onRequest: (line) => shown.request(line),
    warn: (message) => shown.warn(message),
  });
  if (gateway.stagePath !== STAGE_PATH) {
    throw new Error(`The API's stage is ${gateway.stagePath}, but the pages call ${STAGE_PATH}`);
  }
  return gateway;
}
