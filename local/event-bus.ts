import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Functions } from './functions.ts';
import type { FunctionError } from './lambda/invocation.ts';
import { type EventFilter, parseEventFilter } from './emulators/event-filter.ts';
import type { EventBridgeEvent } from './emulators/ses-events.ts';
import type { Template } from './template.ts';

const ruleSchema = z.object({
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string() })).default([]),
});
const retriesSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(2),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
});

/** AWS waits one minute and then two, which is too long for a developer at a terminal. */
const RETRY_DELAY_MS = 500;

interface Target {
  readonly matches: EventFilter;
  readonly functionName: string;
  readonly retries: number;
  /** Queue for the events that the function failed on. */
  readonly failures?: string;
}

export interface EventBusOptions {
  readonly template: Template;
  readonly functions: Functions;
  readonly logs: string;
  readonly warn: (message: string) => void;
}

/**
 * The default event bus: brings events to the functions of the template's rules, each of which is invoked and retried
 * as
 * Lambda does it for asynchronous events. Events that are given up go to `<queue>.jsonl` beside the logs.
 */
export class EventBus {
  readonly #options: EventBusOptions;
  readonly #targets: readonly Target[];
  readonly #stopping = new AbortController();

  /** @throws where a rule's pattern uses an operator that the laptop cloud does not know */
  constructor(options: EventBusOptions) {
    this.#options = options;
    this.#targets = targetsOf(options.template);
    // A rule that names no function of ours fails now, not when the first event comes.
    for (const { functionName } of this.#targets) options.functions.named(functionName);
  }

  put(event: EventBridgeEvent): void {
    for (const target of this.#targets.filter(({ matches }) => matches(event))) {
      this.#deliver(target, event).catch((error: unknown) => {
        if (!this.#stopping.signal.aborted) this.#options.warn(`an event was lost: ${String(error)}`);
      });
    }
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return Promise.resolve();
  }

  async #deliver(target: Target, event: EventBridgeEvent): Promise<void> {
    const { functions, warn } = this.#options;
    const { signal } = this.#stopping;
    const pool = functions.named(target.functionName);
    for (let attempt = 0; ; attempt += 1) {
      const result = await pool.invoke(JSON.stringify(event));
      if (result.ok) return;
      signal.throwIfAborted();
      if (attempt === target.retries) {
        warn(`${pool.definition.stem} gave up on an event`);
        return this.#keep(target, event, attempt + 1, result.error);
      }
      await sleep(RETRY_DELAY_MS, undefined, { signal });
    }
  }

  /** Keeps the message that Lambda sends to a destination on failure, with the whole event in it. */
  #keep({ functionName, failures }: Target, event: EventBridgeEvent, invocations: number, error: FunctionError): void {
    if (failures === undefined) return;
    const record = {
      version: '1.0',
      timestamp: new Date().toISOString(),
      requestContext: {
        requestId: randomUUID(),
        functionArn: this.#options.functions.named(functionName).definition.arn,
        condition: 'RetriesExhausted',
        approximateInvokeCount: invocations,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: error,
    };
    appendFileSync(join(this.#options.logs, `${failures}.jsonl`), `${JSON.stringify(record)}\n`);
  }
}

const nameIn = (arn: string): string => arn.split(':').at(-1) ?? '';

function targetsOf(template: Template): Target[] {
  const configured = new Map(
    template
      .read('AWS::Lambda::EventInvokeConfig', retriesSchema)
      .map(({ properties }) => [nameIn(properties.FunctionName), properties]),
  );
  return template.read('AWS::Events::Rule', ruleSchema).flatMap(({ properties }) => {
    const { EventPattern: pattern, State: state, Targets: targets } = properties;
    if (pattern === undefined || state !== 'ENABLED') return [];
    const matches = parseEventFilter(JSON.stringify(pattern));
    return targets.map(({ Arn }): Target => {
      const functionName = nameIn(Arn);
      const { MaximumRetryAttempts: retries = 2, DestinationConfig } = configured.get(functionName) ?? {};
      const failures = DestinationConfig?.OnFailure?.Destination;
      return { matches, functionName, retries, ...(failures !== undefined && { failures: nameIn(failures) }) };
    });
  });
}
