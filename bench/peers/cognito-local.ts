import { type Answer, httpCall } from '../../testkit/deployment/http-call.ts';
import { ownSource } from '../../testkit/deployment/sources.ts';
import { TimedConnection } from '../enumeration/timed-connection.ts';
import { addressOf, type Contender, type Verdict, type Visitor } from './contender.ts';
import { versionOf } from './install.ts';
import { PeerProcess } from './peer-process.ts';

const PASSWORD = 'Seven quiet rivers under 7 bridges';

const headersOf = (action: string) => ({
  'Content-Type': 'application/x-amz-json-1.1',
  'X-Amz-Target': `AWSCognitoIdentityProviderService.${action}`,
});

/** Amazon Cognito's emulator: what a user pool's API looks like, in a JSON file. */
export async function startCognitoLocal(addresses: readonly string[]): Promise<Contender> {
  const process = await PeerProcess.start('cognito-local', [], { HOST: '127.0.0.1', PORT: '0' });
  const { port, hash } = await process.ready();
  const url = `http://127.0.0.1:${port}`;
  const client = await createPool(url, addresses).catch(async (error: unknown) => {
    await process.stop();
    throw error;
  });
  return {
    about: {
      name: 'cognito-local',
      version: await versionOf('cognito-local'),
      store: 'JSON file',
      hash,
      guessIs: 'set',
    },
    arrive: () => arrive(url, client),
    codeOf: (userId) => process.takeCode(addressOf(userId)),
    quiet: async () => {},
    pause: 0,
    processorTime: () => process.processorTime(),
    stop: () => process.stop(),
  };
}

async function arrive(url: string, ClientId: string): Promise<Visitor> {
  const connection = new TimedConnection(url, ownSource());
  await connection.open();
  const call = (action: string, body: object) =>
    connection.post('/', JSON.stringify({ ClientId, ...body }), headersOf(action));
  const confirm = (Username: string, ConfirmationCode: string, Password: string) =>
    call('ConfirmForgotPassword', { Username, ConfirmationCode, Password });

  return {
    async ask(userId) {
      const Username = addressOf(userId);
      return { answer: await call('ForgotPassword', { Username }), request: Username };
    },
    async guess(request, code) {
      const { status, milliseconds, text } = await confirm(request, code, PASSWORD);
      return { milliseconds, verdict: verdictOf(status, text), grant: '' };
    },
    redeem: async (request, code, password) => (await confirm(request, code, password)).status === 200,
    leave: () => connection.close(),
  };
}

function verdictOf(status: number, text: string): Verdict {
  if (status === 200) return 'accepted';
  return text.includes('CodeMismatchException') ? 'wrong' : 'refused';
}

async function createPool(url: string, addresses: readonly string[]): Promise<string> {
  const call = async (action: string, body: object): Promise<Answer['json']> => {
    const answer = await httpCall({ method: 'POST', url, headers: headersOf(action), body: JSON.stringify(body) });
    if (answer.status !== 200) throw new Error(`cognito-local refuses ${action}: ${answer.text}`);
    return answer.json;
  };
  const { UserPool } = await call('CreateUserPool', { PoolName: 'bench', UsernameAttributes: ['email'] });
  const { Id: UserPoolId } = UserPool as { Id: string };
  const { UserPoolClient } = await call('CreateUserPoolClient', { UserPoolId, ClientName: 'bench' });
  for (const email of addresses) {
    await call('AdminCreateUser', {
      UserPoolId,
      Username: email,
      TemporaryPassword: PASSWORD,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
  }
  return (UserPoolClient as { ClientId: string }).ClientId;
}
