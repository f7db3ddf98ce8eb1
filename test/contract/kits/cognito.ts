import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  GetUserCommand,
  NotAuthorizedException,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoDirectory } from '../../../functions/adapters/directories/cognito/directory.ts';
import { DynamoDbChangeNotes } from '../../../functions/adapters/dynamodb/change-notes.ts';
import { startCognito, USER_POOL_ID } from '../../../local/emulators/cognito.ts';
import { poolUser } from '../../../local/emulators/cognito-user.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';
import type { DirectoryKit } from '../directory-conformance.ts';
import { startTables } from '../../../testkit/tables.ts';
import { startWire } from '../wire.ts';
import { IMPATIENT } from './dynamodb.ts';

export const COGNITO_CANNOT: DirectoryKit['cannot'] = {
  'several-addresses': 'a user of Cognito has one e-mail address',
  'password-history': 'a pool remembers passwords in its paid tiers alone, which the emulator does not have',
};

/** User pool over Cognito's wire protocol, through the real SDK. */
export async function cognitoKit() {
  const dataDir = mkdtempSync(join(tmpdir(), 'cognito-'));
  const [tables, cognito] = await Promise.all([startTables(), startCognito({ port: 0, dataDir, policy: 'as-new' })]);
  const wire = await startWire(cognito.url, (operation) => operation.endsWith('.AdminSetUserPassword'));
  const client = new CognitoIdentityProviderClient({ ...IMPATIENT, endpoint: wire.url });
  const direct = new CognitoIdentityProviderClient({ ...IMPATIENT, endpoint: cognito.url });
  const notes = new DynamoDbChangeNotes(tables.documents, 'resets', new FakeClock());

  const logIn = async (USERNAME: string, PASSWORD: string) => {
    const flow = { ClientId: 'tests', UserPoolId: USER_POOL_ID, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' } as const;
    try {
      return await direct.send(new AdminInitiateAuthCommand({ ...flow, AuthParameters: { USERNAME, PASSWORD } }));
    } catch (error) {
      if (
        error instanceof Error &&
        /^(NotAuthorized|UserNotConfirmed|PasswordResetRequired)Exception$/.test(error.name)
      )
        return undefined;
      throw error;
    }
  };
  const lives = async (AccessToken: string | undefined) => {
    try {
      await direct.send(new GetUserCommand({ AccessToken }));
      return true;
    } catch (error) {
      if (error instanceof NotAuthorizedException) return false;
      throw error;
    }
  };

  return {
    directory: new CognitoDirectory(client, USER_POOL_ID, notes),
    pool: cognito.pool,
    cannot: COGNITO_CANNOT,
    userIds: 'any-case',
    patience: 8000,
    refusedPassword: 'no capital letters and no digits here',
    add: async (account, password, { secondFactor = false } = {}) =>
      cognito.pool.put({
        ...poolUser(account, password),
        ...(secondFactor && { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] }),
      }),
    async replace(Username, changed) {
      const of = { UserPoolId: USER_POOL_ID, Username };
      if ('password' in changed)
        await direct.send(new AdminSetUserPasswordCommand({ ...of, Password: changed.password, Permanent: true }));
      else if (changed.status === 'disabled') await direct.send(new AdminDisableUserCommand(of));
      else await direct.send(new AdminEnableUserCommand(of));
    },
    accepts: async (userId, password) => (await logIn(userId, password)) !== undefined,
    async openSession(userId, password) {
      const token = (await logIn(userId, password))?.AuthenticationResult?.AccessToken;
      return () => lives(token);
    },
    asksSecondFactor: async (userId) => cognito.pool.factorsOf(userId).length > 0,
    fault: (fault) => wire.fault(fault),
    async stop() {
      client.destroy();
      direct.destroy();
      await Promise.all([wire.stop(), cognito.stop(), tables.stop()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  } satisfies DirectoryKit & Record<'pool', unknown>;
}
