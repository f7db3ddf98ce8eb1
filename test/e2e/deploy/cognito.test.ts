import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  GetUserCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoDirectory } from '../../../functions/adapters/directories/cognito/directory.ts';
import { DynamoDbChangeNotes } from '../../../functions/adapters/dynamodb/change-notes.ts';
import { directoryConformance, type DirectoryKit } from '../../contract/directory-conformance.ts';
import { IMPATIENT } from '../../contract/kits/dynamodb.ts';
import { startTables } from '../../../testkit/tables.ts';
import { startWire } from '../../contract/wire.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';
import { ROOT_KEY } from './emulator.ts';

const CANNOT: DirectoryKit['cannot'] = {
  'several-addresses': 'a user of Cognito has one e-mail address',
  'password-history': 'a pool remembers passwords only in its paid tiers',
  federated: 'no call of the service makes a user of another provider',
  'second-factor': 'a second factor takes the codes of an authenticator',
};

const REFUSED = new Set([
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'UserNotConfirmedException',
  'UserNotFoundException',
]);

async function unlessRefused<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && REFUSED.has(error.name)) return undefined;
    throw error;
  }
}

/** A user pool of its own, with the policy of a new pool, in an emulator that is not ours. */
async function emulatedPoolKit(): Promise<DirectoryKit> {
  const { dynamodb: emulator } = new Deployment().endpoints;
  const tables = await startTables();
  const wire = await startWire(emulator, (operation) => operation.endsWith('.AdminSetUserPassword'));
  const connection = { ...IMPATIENT, credentials: { accessKeyId: ROOT_KEY, secretAccessKey: ROOT_KEY } };
  const client = new CognitoIdentityProviderClient({ ...connection, endpoint: wire.url });
  const direct = new CognitoIdentityProviderClient({ ...connection, endpoint: emulator });
  const { UserPool } = await direct.send(
    new CreateUserPoolCommand({ PoolName: 'conformance', UsernameConfiguration: { CaseSensitive: true } }),
  );
  const UserPoolId = String(UserPool?.Id);
  const { UserPoolClient } = await direct.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'tests',
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const ClientId = String(UserPoolClient?.ClientId);

  const logIn = (USERNAME: string, PASSWORD: string) =>
    unlessRefused(
      direct.send(
        new AdminInitiateAuthCommand({
          ClientId,
          UserPoolId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME, PASSWORD },
        }),
      ),
    );

  return {
    directory: new CognitoDirectory(
      client,
      UserPoolId,
      new DynamoDbChangeNotes(tables.documents, 'resets', new FakeClock()),
    ),
    cannot: CANNOT,
    userIds: 'exact',
    patience: 8000,
    refusedPassword: 'no capital letters and no digits here',
    async add({ userId: Username, addresses: [email], status }, Password) {
      const UserAttributes =
        email === undefined
          ? []
          : [
              { Name: 'email', Value: email },
              { Name: 'email_verified', Value: 'true' },
            ];
      if (status === 'unverified') {
        const [address] = UserAttributes;
        await direct.send(
          new SignUpCommand({ ClientId, Username, Password, UserAttributes: address === undefined ? [] : [address] }),
        );
        return;
      }
      const user = { UserPoolId, Username };
      await direct.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }));
      await direct.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
      if (status === 'disabled') await direct.send(new AdminDisableUserCommand(user));
    },
    async replace(Username, change) {
      const user = { UserPoolId, Username };
      if ('password' in change)
        await direct.send(new AdminSetUserPasswordCommand({ ...user, Password: change.password, Permanent: true }));
      else if (change.status === 'disabled') await direct.send(new AdminDisableUserCommand(user));
      else await direct.send(new AdminEnableUserCommand(user));
    },
    accepts: async (userId, password) => (await logIn(userId, password)) !== undefined,
    async openSession(userId, password) {
      const AccessToken = (await logIn(userId, password))?.AuthenticationResult?.AccessToken;
      return async () => (await unlessRefused(direct.send(new GetUserCommand({ AccessToken })))) !== undefined;
    },
    fault: (fault) => wire.fault(fault),
    async stop() {
      await direct.send(new DeleteUserPoolCommand({ UserPoolId }));
      client.destroy();
      direct.destroy();
      await Promise.all([wire.stop(), tables.stop()]);
    },
  };
}

directoryConformance('Amazon Cognito, as the emulator of AWS has it', emulatedPoolKit, CANNOT);
