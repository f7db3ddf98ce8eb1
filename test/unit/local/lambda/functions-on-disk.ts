import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FunctionPool } from '../../../../local/lambda/function-pool.ts';
import type { FunctionDefinition } from '../../../../local/lambda/invocation.ts';
import { RuntimeApi } from '../../../../local/lambda/runtime-api.ts';
import { freePortBase } from '../../../../local/ports.ts';

/** A Runtime API with functions whose source a test writes. */
export async function startFunctions() {
  const folder = mkdtempSync(join(tmpdir(), 'functions-'));
  const runtimeApi = new RuntimeApi({ SHARED: 'by all' });
  const listening = await runtimeApi.start(await freePortBase());
  const pools: FunctionPool[] = [];
  const warnings: string[] = [];
  return {
    folder,
    warnings,
    add(source: string, changes: Partial<FunctionDefinition> = {}): FunctionPool {
      const taskRoot = mkdtempSync(join(folder, 'task-'));
      writeFileSync(join(taskRoot, 'index.mjs'), source);
      const definition: FunctionDefinition = {
        name: 'password-reset-laptop-echo',
        stem: 'echo',
        arn: 'arn:echo',
        taskRoot,
        handler: 'index.handler',
        timeoutSeconds: 10,
        memoryMegabytes: 256,
        environment: {},
        concurrency: 4,
        ...changes,
      };
      const pool = new FunctionPool(definition, runtimeApi, join(taskRoot, 'log.jsonl'), (text) => warnings.push(text));
      pools.push(pool);
      return pool;
    },
    async stop() {
      await Promise.all(pools.map((pool) => pool.stop()));
      await listening.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type FunctionsOnDisk = Awaited<ReturnType<typeof startFunctions>>;
