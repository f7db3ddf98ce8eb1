import { join } from 'node:path';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { FunctionPool } from './lambda/function-pool.ts';
import type { FunctionDefinition, Warn } from './lambda/invocation.ts';
import type { RuntimeApi } from './lambda/runtime-api.ts';
import { arn } from './account.ts';

const schema = z.object({
  FunctionName: z.string().optional(),
  Runtime: z.string().optional(),
  Handler: z.string().default('index.handler'),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Code: z.object({ S3Key: z.string().optional() }),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
});

/** Processes of one function at once, unless asked for otherwise. A laptop has few cores; beyond this, events wait. */
const CONCURRENCY = 4;

/** `password-reset-<stage>-<stem>`: functions without such a name are CDK's own, which only work during a deployment. */
const NAME = /^password-reset-[a-z0-9]+-(.+)$/;

/** The name in what calls a function: an ARN or a name, with or without an alias behind it. */
export const functionNameIn = (target: string): string => target.split(':function:').at(-1)?.split(':')[0] ?? target;

/** The service's functions, by physical name. */
export class Functions {
  readonly #pools: ReadonlyMap<string, FunctionPool>;

  constructor(assembly: Assembly, runtimeApi: RuntimeApi, logs: string, warn: Warn, concurrency = CONCURRENCY) {
    this.#pools = new Map(
      definitions(assembly, concurrency).map((definition) => [
        definition.name,
        new FunctionPool(definition, runtimeApi, join(logs, `${definition.stem}.jsonl`), warn),
      ]),
    );
  }

  /** @throws if the template has no such function */
  named(name: string): FunctionPool {
    const pool = this.#pools.get(name);
    if (pool === undefined) throw new Error(`The template has no function named ${name}`);
    return pool;
  }

  /** The value that functions of the template have for a variable; throws if none has it. */
  variable(name: string): string {
    for (const { definition } of this.#pools.values()) {
      const value = definition.environment[name];
      if (value !== undefined) return value;
    }
    throw new Error(`No function of the template has the variable ${name}`);
  }

  get count(): number {
    return this.#pools.size;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.stop()));
  }
}

function definitions({ template, asset }: Assembly, concurrency: number): FunctionDefinition[] {
  return template.read('AWS::Lambda::Function', schema).flatMap(({ logicalId, properties }) => {
    const name = properties.FunctionName ?? '';
    const stem = NAME.exec(name)?.[1];
    if (stem === undefined) return [];
    const { Code, Runtime, ReservedConcurrentExecutions: reserved = concurrency } = properties;
    if (Runtime !== 'nodejs24.x') throw new Error(`${logicalId}: the laptop cloud does not run ${Runtime}`);
    if (Code.S3Key === undefined) throw new Error(`${logicalId}: the laptop cloud runs code from an asset only`);
    return [
      {
        name,
        stem,
        arn: arn('lambda', `function:${name}`),
        taskRoot: asset(Code.S3Key),
        handler: properties.Handler,
        timeoutSeconds: properties.Timeout,
        memoryMegabytes: properties.MemorySize,
        environment: properties.Environment.Variables,
        concurrency: Math.min(concurrency, reserved),
      },
    ];
  });
}
