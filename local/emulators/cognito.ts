import { join } from 'node:path';
import { CognitoError, CognitoPool, type PoolInput, type PoolPolicy } from './cognito-pool.ts';
import { type PoolUser, poolUser } from './cognito-user.ts';
import { answerLoginPage, answerProbe, type DirectoryProbe } from './directory-probe.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { close, listen, readBody, sendJson, serve } from './loopback.ts';

const TARGET = 'AWSCognitoIdentityProviderService.';
const JSON_1_1 = 'application/x-amz-json-1.1';

/** The one pool that there is. */
export const USER_POOL_ID = 'us-east-1_Laptop001';

const LOGIN_PATH = '/login';

export interface CognitoEmulator {
  readonly url: string;
  readonly pool: CognitoPool;
  stop(): Promise<void>;
}

/**
 * A user pool of Cognito over its wire protocol, on 127.0.0.1: AdminGetUser, ListUsers by e-mail address,
 * AdminSetUserPassword, AdminResetUserPassword, AdminUserGlobalSignOut, and for tests AdminDisableUser and
 * AdminEnableUser, and for who looks whether a password is right AdminInitiateAuth and
 * GetUser. The users, with passwords that are nobody's secret, lie in one file under `dataDir`.
 */
export async function startCognito(options: {
  port: number;
  dataDir: string;
  policy: PoolPolicy;
}): Promise<CognitoEmulator> {
  const path = join(options.dataDir, 'users.json');
  const users = readJsonFile<PoolUser[]>(path) ?? [];
  const pool = new CognitoPool(USER_POOL_ID, options.policy, users, (changed) => writeJsonFile(path, changed));
  const probe = probeOf(pool);
  const server = serve(async (request, response) => {
    const body = await readBody(request);
    if (request.url === LOGIN_PATH) {
      answerLoginPage(response);
      return;
    }
    if (await answerProbe(probe, request, body, response)) return;
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

const probeOf = (pool: CognitoPool): DirectoryProbe => ({
  put: (account, password) => pool.put(poolUser(account, password)),
  logIn: (userId, password) => pool.logIn(userId, password),
  whose: (token) => pool.whose(token),
});
