import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
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

/** Default for the maximum number of processes of one function. A laptop has few cores; further events wait. */
const CONCURRENCY = 4;

/** Time for one event while a debugger may stop the function. */
const DEBUG_SECONDS = 3600;

/**
 * `password-reset-<stage>-<stem>`: functions without such a name are CDK's own, which only work during a deployment.
 */
const NAME = /^password-reset-[a-z0-9]+-(.+)$/;

/** The function's name in a target: an ARN or a name, with or without an alias at the end. */
export const functionNameIn = (target: string): string => target.split(':function:').at(-1)?.split(':')[0] ?? target;

/** A function that a debugger attaches to, with a bundle that leads it to the source. */
export interface Debugged {
  readonly stem: string;
  readonly taskRoot: string;
  readonly port: number;
}

/** What runs the events of one function. */
export type Pool = Pick<FunctionPool, keyof FunctionPool>;

/** Makes the pool of a function, with the environment that its processes would have. */
export type PoolOf = (
  definition: FunctionDefinition,
  environment: Readonly<Record<string, string>>,
  logFile: string,
) => Pool;

/** The service's functions, by physical name. */
export class Functions {
  readonly #pools = new Map<string, Pool>();
  readonly #runtimeApi: RuntimeApi;
  readonly #logs: string;
  readonly #warn: Warn;
  readonly #concurrency: number;
  readonly #debugged: Debugged | undefined;
  readonly #poolOf: PoolOf | undefined;

  constructor(
    assembly: Assembly,
    runtimeApi: RuntimeApi,
    logs: string,
    warn: Warn,
    concurrency = CONCURRENCY,
    debugged?: Debugged,
    poolOf?: PoolOf,
  ) {
    this.#runtimeApi = runtimeApi;
    this.#logs = logs;
    this.#warn = warn;
    this.#concurrency = concurrency;
    this.#debugged = debugged;
    this.#poolOf = poolOf;
    for (const definition of this.#definitions(assembly)) this.#add(definition);
  }

  /** @throws if the template has no such function */
  named(name: string): Pool {
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

  /** The function whose entry has this stem; `undefined` if the template has none. */
  byStem(stem: string): Pool | undefined {
    return [...this.#pools.values()].find(({ definition }) => definition.stem === stem);
  }

  /**
   * Runs the functions of another assembly from now on. Processes are replaced where the code or the environment
   * differs.
   *
   * @returns the stems of the functions that are new, changed or gone
   */
  use(assembly: Assembly): string[] {
    const definitions = this.#definitions(assembly);
    const names = new Set(definitions.map(({ name }) => name));
    const changed: string[] = [];
    for (const [name, pool] of this.#pools) {
      if (names.has(name)) continue;
      changed.push(pool.definition.stem);
      this.#pools.delete(name);
      void pool.stop();
    }
    for (const definition of definitions) {
      const pool = this.#pools.get(definition.name);
      const same = pool !== undefined && runsAlike(pool.definition, definition);
      if (!same) changed.push(definition.stem);
      if (pool === undefined) this.#add(definition);
      else pool.redefine(definition, same);
    }
    return changed;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.stop()));
  }

  #add(definition: FunctionDefinition): void {
    const log = join(this.#logs, `${definition.stem}.jsonl`);
    const pool =
      this.#poolOf?.(definition, this.#runtimeApi.environmentOf(definition, definition.stem), log) ??
      new FunctionPool(definition, this.#runtimeApi, log, this.#warn);
    this.#pools.set(definition.name, pool);
    pool.prepare();
  }

  #definitions(assembly: Assembly): FunctionDefinition[] {
    const debugged = this.#debugged;
    return definitions(assembly, this.#concurrency).map((definition) => {
      if (definition.stem !== debugged?.stem) return definition;
      const { taskRoot, port } = debugged;
      return { ...definition, taskRoot, inspectPort: port, concurrency: 1, timeoutSeconds: DEBUG_SECONDS };
    });
  }
}

/** Whether processes of one definition may go on under the other. */
function runsAlike(one: FunctionDefinition, other: FunctionDefinition): boolean {
  const code = ({ taskRoot }: FunctionDefinition) => readFileSync(join(taskRoot, 'index.mjs'));
  const { taskRoot: _one, ...rest } = one;
  const { taskRoot: _other, ...otherRest } = other;
  if (!isDeepStrictEqual(rest, otherRest)) return false;
  return one.taskRoot === other.taskRoot || code(one).equals(code(other));
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
