import { join } from 'node:path';
import { configurationSetsOf } from './configuration-sets.ts';
import type { Console } from './console.ts';
import type { DirectoryOptions, LaptopDirectory } from './directories.ts';
import { onPort, type PortName } from './ports.ts';
import type { Running } from './running.ts';
import { type EventBridge, startEventBridge } from './emulators/event-bridge.ts';
import { type DynamoDb, startDynamoDb } from './emulators/dynamodb.ts';
import { type Inbox, startInbox } from './emulators/inbox.ts';
import { startSecretsManager } from './emulators/secrets-manager.ts';
import type { Template } from './template.ts';

/** The emulators of the AWS services that functions call. */
export interface Services {
  readonly dynamodb: DynamoDb;
  readonly secretsManager: Awaited<ReturnType<typeof startSecretsManager>>;
  readonly inbox: Inbox;
  readonly eventBridge: EventBridge;
}

export interface ServicesOptions {
  readonly template: Template;
  readonly ports: Readonly<Record<PortName, number>>;
  readonly dataDir: string;
  readonly logs: string;
  readonly ttlSweepSeconds: number | undefined;
  readonly shown: Console;
}

/** Starts the services, empty or with the data in their folders. */
export async function startServices(options: ServicesOptions, running: Running): Promise<Services> {
  const { template, ports, shown, ttlSweepSeconds } = options;
  const folder = (name: string) => join(options.dataDir, name);
  const started = async <Service extends { stop(): Promise<void> }>(name: PortName, starting: Promise<Service>) =>
    running.add(await onPort(name, ports[name], starting));
  const dynamodb = await started(
    'dynamodb',
    startDynamoDb({ port: ports.dynamodb, dataDir: folder('dynamodb'), ttlSweepSeconds }),
  );
  const secretsManager = await started(
    'secretsManager',
    startSecretsManager({ port: ports.secretsManager, dataDir: folder('secrets') }),
  );
  const inbox = await started(
    'inbox',
    startInbox({
      port: ports.inbox,
      dataDir: folder('inbox'),
      configurationSets: configurationSetsOf(template),
      onMail: ({ to, subject }) => shown.mail(to, subject),
    }),
  );
  const eventBridge = await started('eventBridge', startEventBridge({ port: ports.eventBridge, logs: options.logs }));
  return { dynamodb, secretsManager, inbox, eventBridge };
}

/**
 * Starts the emulator of the directory that the settings name; `undefined` for the built-in one, which is tables of
 * the stack.
 */
export async function startDirectory(
  name: string | undefined,
  options: DirectoryOptions,
  running: Running,
): Promise<LaptopDirectory | undefined> {
  // Loaded on demand, because the usual directory is the built-in one.
  const { LAPTOP_DIRECTORIES } = await import('./directories.ts');
  if (name === undefined || !Object.hasOwn(LAPTOP_DIRECTORIES, name)) return undefined;
  const start = LAPTOP_DIRECTORIES[name as keyof typeof LAPTOP_DIRECTORIES];
  const dataDir = join(options.dataDir, name);
  return running.add(await onPort('directory', options.port, start({ ...options, dataDir })));
}
