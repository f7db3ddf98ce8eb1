import { resolve } from 'node:path';
import { type FunctionName, type OperationId, operations } from '../functions/operations/index.ts';
import { loadAssembly } from '../local/assembly.ts';
import type { Endpoints } from '../local/cloud.ts';
import { Functions } from '../local/functions.ts';
import { RuntimeApi } from '../local/lambda/runtime-api.ts';
import { DATA_DIR } from './run-bench.ts';

/** A deployed bundle with the environment of its process. */
export interface DeployedFunction {
  /** Folder with `index.mjs`. */
  readonly taskRoot: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
}

export const isOperation = (name: FunctionName): name is OperationId => Object.hasOwn(operations, name);

/** Reads the functions of the bench's cloud; each calls that cloud's services. */
export async function deployedFunctions(endpoints: Endpoints): Promise<(name: FunctionName) => DeployedFunction> {
  const runtimeApi = new RuntimeApi({
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SES: endpoints.ses,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
  });
  const functions = new Functions(await loadAssembly(resolve(DATA_DIR, 'cdk.out')), runtimeApi, DATA_DIR, () => {});
  return (name) => {
    const { definition } = functions.named(`password-reset-laptop-${name}`);
    const { taskRoot, memoryMegabytes } = definition;
    return { taskRoot, memoryMegabytes, environment: runtimeApi.environmentOf(definition, 'bench') };
  };
}
