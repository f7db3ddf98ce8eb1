import { join } from 'node:path';
import { CognitoError, type PoolInput, CognitoPool, type PoolUser } from './cognito-pool.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { close, listen, readBody, sendJson, serve } from './loopback.ts';

const TARGET = 'AWSCognitoIdentityProviderService.';
const JSON_1_1 = 'application/x-amz-json-1.1';

/** The one pool that there is. */
export const USER_POOL_ID = 'us-east-1_Laptop001';

export interface CognitoStandIn {
  readonly url: string;
  readonly pool: CognitoPool;
  stop(): Promise<void>;
}

/**
 * A user pool of Cognito over its wire protocol, on 127.0.0.1: AdminGetUser, ListUsers by e-mail address, AdminSetUserPassword,
 * AdminUserGlobalSignOut, and for who looks whether a password is right AdminInitiateAuth and GetUser. The users, with passwords that are
 * nobody's secret, lie in one file under `dataDir`.
 */
export async function startCognito(options: { port: number; dataDir: string }): Promise<CognitoStandIn> {
  const path = join(options.dataDir, 'users.json');
  const pool = new CognitoPool(USER_POOL_ID, readJsonFile<PoolUser[]>(path) ?? [], (users) =>
    writeJsonFile(path, users),
  );
  const server = serve(async (request, response) => {
    const body = await readBody(request);
    const target = String(request.headers['x-amz-target'] ?? '');
    const operation = target.startsWith(TARGET) ? target.slice(TARGET.length) : '';
    try {
      sendJson(response, 200, pool.call(operation, JSON.parse(body.toString() || '{}') as PoolInput), JSON_1_1);
    } catch (error) {
      if (!(error instanceof CognitoError)) throw error;
      response.setHeader('x-amzn-errortype', error.name);
      sendJson(response, 400, { __type: error.name, message: error.message }, JSON_1_1);
    }
  });
  const url = await listen(server, options.port);
  return { url, pool, stop: () => close(server) };
}
