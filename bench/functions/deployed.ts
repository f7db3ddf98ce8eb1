import { resolve } from 'node:path';
import type { FunctionName } from '../../functions/operations/index.ts';
import { loadAssembly } from '../../local/assembly.ts';
import type { Endpoints } from '../../local/cloud.ts';
import { Functions } from '../../local/functions.ts';
import { RuntimeApi } from '../../local/lambda/runtime-api.ts';

/** A deployed bundle with all that its process sees. */
export interface DeployedFunction {
  /** The folder that has `index.mjs`. */
  readonly taskRoot: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
}

/** Where the benches keep their cloud. */
export const DATA_DIR = '.local-bench';

/** Reads what the bench's cloud runs; each function speaks to that cloud's services. */
export async function deployedFunctions(endpoints: Endpoints): Promise<{
  named: (name: FunctionName) => DeployedFunction;
  variable: (name: string) => string;
}> {
  const runtimeApi = new RuntimeApi({
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SES: endpoints.ses,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
  });
  const functions = new Functions(await loadAssembly(resolve(DATA_DIR, 'cdk.out')), runtimeApi, DATA_DIR, () => {});
  return {
    variable: (name) => functions.variable(name),
    named(name) {
      const { definition } = functions.named(`password-reset-laptop-${name}`);
      const { taskRoot, memoryMegabytes } = definition;
      return { taskRoot, memoryMegabytes, environment: runtimeApi.environmentOf(definition, 'bench') };
    },
  };
}
