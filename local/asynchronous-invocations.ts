import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { functionNameIn, type Functions } from './functions.ts';
import type { FunctionError } from './lambda/invocation.ts';
import type { Template } from './template.ts';

/** Retries where nothing is configured. */
const DEFAULT_RETRIES = 2;

const schema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(DEFAULT_RETRIES),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
});

/** AWS waits one minute and then two, which is too long for a developer at a terminal. */
const RETRY_DELAY_MS = 500;

export interface AsynchronousOptions {
  readonly template: Template;
  readonly functions: Functions;
  readonly logs: string;
  readonly warn: (message: string) => void;
}

interface Configuration {
  readonly retries: number;
  /** Queue for the events that the function failed on. */
  readonly failures?: string;
}

/**
 * Invokes functions and retries them as Lambda does for asynchronous events. Events that are given up go to
 * `<queue>.jsonl` beside the logs.
 */
export class AsynchronousInvocations {
  readonly #options: AsynchronousOptions;
  readonly #configurations: ReadonlyMap<string, Configuration>;
  readonly #stopping = new AbortController();

  constructor(options: AsynchronousOptions) {
    this.#options = options;
    this.#configurations = new Map(
      options.template.read('AWS::Lambda::EventInvokeConfig', schema).map(({ properties }) => {
        const failures = properties.DestinationConfig.OnFailure?.Destination.split(':').at(-1);
        const retries = properties.MaximumRetryAttempts;
        return [functionNameIn(properties.FunctionName), { retries, ...(failures !== undefined && { failures }) }];
      }),
    );
  }

  /** Gives an event to a function. Nobody waits for the outcome. */
  send(functionName: string, event: unknown): void {
    this.#deliver(functionName, event).catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) this.#options.warn(`an event was lost: ${String(error)}`);
    });
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return Promise.resolve();
  }

  async #deliver(functionName: string, event: unknown): Promise<void> {
    const { functions, warn } = this.#options;
    const { signal } = this.#stopping;
    const { retries, failures } = this.#configurations.get(functionName) ?? { retries: DEFAULT_RETRIES };
    const pool = functions.named(functionName);
    for (let attempt = 0; ; attempt += 1) {
      const result = await pool.invoke(JSON.stringify(event));
      if (result.ok) return;
      signal.throwIfAborted();
      if (attempt === retries) {
        warn(`${pool.definition.stem} gave up on an event`);
        if (failures !== undefined) this.#keep(failures, pool.definition.arn, event, attempt + 1, result.error);
        return;
      }
      await sleep(RETRY_DELAY_MS, undefined, { signal });
    }
  }

  /** Keeps the message that Lambda sends to a destination on failure, with the whole event in it. */
  #keep(queue: string, functionArn: string, event: unknown, invocations: number, error: FunctionError): void {
    const record = {
      version: '1.0',
      timestamp: new Date().toISOString(),
      requestContext: {
        requestId: randomUUID(),
        functionArn,
        condition: 'RetriesExhausted',
        approximateInvokeCount: invocations,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: error,
    };
    appendFileSync(join(this.#options.logs, `${queue}.jsonl`), `${JSON.stringify(record)}\n`);
  }
}
