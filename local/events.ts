import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AsynchronousInvocations } from './asynchronous-invocations.ts';
import { EventBus } from './event-bus.ts';
import { startEventSources } from './event-sources.ts';
import type { Functions } from './functions.ts';
import { LogSubscriptions } from './log-subscriptions.ts';
import { startSchedules } from './schedules.ts';
import type { Services } from './services.ts';
import type { StackOptions } from './stack.ts';
import type { Template } from './template.ts';

type EventsOptions = Pick<StackOptions, 'assembly' | 'dataDir' | 'logs' | 'shown'>;

/** The event source mappings, the schedules, the event bus and the log subscriptions of a template. */
export class Events {
  readonly #options: EventsOptions;
  readonly #services: Services;
  readonly #functions: Functions;
  readonly #checkpoints: string;
  #stops: (() => Promise<void>)[] = [];

  private constructor(options: EventsOptions, services: Services, functions: Functions, checkpoints: string) {
    this.#options = options;
    this.#services = services;
    this.#functions = functions;
    this.#checkpoints = checkpoints;
  }

  static async start(options: EventsOptions, services: Services, functions: Functions): Promise<Events> {
    const checkpoints = join(options.dataDir, 'checkpoints');
    await mkdir(checkpoints, { recursive: true });
    const events = new Events(options, services, functions, checkpoints);
    events.#start(options.assembly.template);
    return events;
  }

  /** A batch that is being worked on comes again, as at a restart of the cloud: delivery is at least once. */
  async restart(template: Template): Promise<void> {
    await this.stop();
    this.#start(template);
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0).toReversed()) await stop();
  }

  #start(template: Template): void {
    const { logs, shown } = this.#options;
    const { dynamodb, inbox, eventBridge } = this.#services;
    const functions = this.#functions;
    const shared = { template, functions, logs, warn: shown.warn };
    const stream = (table: string) => dynamodb.stream(table);
    const sources = startEventSources({ ...shared, stream, checkpoints: this.#checkpoints });
    const schedules = startSchedules(template, functions);
    const invocations = new AsynchronousInvocations(shared);
    const bus = new EventBus(shared, invocations);
    inbox.publishTo((event) => bus.put(event));
    eventBridge.publishTo((event) => bus.put(event));
    const subscriptions = new LogSubscriptions(shared, invocations);
    this.#stops = [() => invocations.stop(), () => sources.stop(), () => schedules.stop(), () => subscriptions.stop()];
  }
}
