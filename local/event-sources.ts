import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { functionNameIn, type Functions } from './functions.ts';
import { startEventSourceMapping } from './emulators/event-source-mapping.ts';
import type { TableStream } from './emulators/table-stream.ts';
import type { Template } from './template.ts';

const schema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.coerce.number().default(100),
  MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
  Enabled: z.coerce.boolean().default(true),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).default({ Filters: [] }),
  /** Lambda's default is to retry until the record expires. */
  MaximumRetryAttempts: z.coerce.number().default(-1),
  BisectBatchOnFunctionError: z.coerce.boolean().default(false),
  FunctionResponseTypes: z.array(z.string()).default([]),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
});

export interface EventSourceOptions {
  readonly template: Template;
  readonly functions: Functions;
  readonly stream: (tableName: string) => TableStream;
  /** Keeps how far each function has come in its stream. */
  readonly checkpoints: string;
  readonly logs: string;
  readonly warn: (message: string) => void;
}

/** Starts the template's event source mappings. Records that are given up go to `<queue>.jsonl` beside the logs. */
export function startEventSources(options: EventSourceOptions): { stop(): Promise<void>; idle(): Promise<void> } {
  const { template, functions, logs, warn } = options;
  const mappings = template
    .read('AWS::Lambda::EventSourceMapping', schema)
    .filter(({ properties }) => properties.Enabled)
    .map(({ logicalId, properties }) => {
      const table = /:table\/([^/]+)\/stream\//.exec(properties.EventSourceArn)?.[1];
      if (table === undefined) {
        throw new Error(`${logicalId}: the laptop cloud knows table streams only, not ${properties.EventSourceArn}`);
      }
      const pool = functions.named(functionNameIn(properties.FunctionName));
      const { name, stem } = pool.definition;
      const queue = properties.DestinationConfig.OnFailure?.Destination.split(':').at(-1);
      return startEventSourceMapping({
        stream: options.stream(table),
        checkpointFile: join(options.checkpoints, `${stem}.json`),
        functionName: name,
        batchSize: properties.BatchSize,
        batchingWindowMs: properties.MaximumBatchingWindowInSeconds * 1000,
        filters: properties.FilterCriteria.Filters.map(({ Pattern }) => Pattern),
        maximumRetryAttempts: properties.MaximumRetryAttempts,
        bisectOnError: properties.BisectBatchOnFunctionError,
        reportBatchItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
        onFailure: (metadata) => {
          warn(`${stem} gave up on records of table ${table}${queue === undefined ? '' : `; see ${queue}.jsonl`}`);
          if (queue !== undefined) appendFileSync(join(logs, `${queue}.jsonl`), `${JSON.stringify(metadata)}\n`);
        },
        invoke: async (event) => {
          const result = await pool.invoke(JSON.stringify(event));
          if (!result.ok) throw new Error(result.error.errorMessage);
          return JSON.parse(result.payload);
        },
      });
    });
  return {
    stop: async () => void (await Promise.all(mappings.map((mapping) => mapping.stop()))),
    idle: async () => void (await Promise.all(mappings.map((mapping) => mapping.idle()))),
  };
}
