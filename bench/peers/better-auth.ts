import { ownSource } from '../../testkit/deployment/sources.ts';
import { type TimedAnswer, TimedConnection } from '../../testkit/enumeration/timed-connection.ts';
import { addressOf, type Contender, type Guessed, type Verdict, type Visitor } from './contender.ts';
import { versionOf } from './install.ts';
import { PeerProcess, type Services } from './peer-process.ts';

/**
 * better-auth's `emailOTP` plugin with SQLite, in production mode. It has no adapter for DynamoDB.
 *
 * @param services by which it mails; left out, it mails in its process
 */
export async function startBetterAuth(addresses: readonly string[], services?: Services): Promise<Contender> {
  const process = await PeerProcess.start('better-auth', addresses, services);
  const { port, hash } = await process.ready();
  const shares = services !== undefined;
  return {
    about: {
      name: `better-auth email-otp${shares ? ', mails as here' : ''}`,
      version: await versionOf('better-auth'),
      store: `SQLite file; mails ${shares ? 'by the emulator of SES' : 'in its process'}`,
      hash,
    },
    arrive: () => arrive(`http://127.0.0.1:${port}`),
    codeOf: (_userId, email) => process.takeCode(email),
    comparisons: () => process.ask('comparisons'),
    quiet: async () => {},
    pause: 0,
    processorTime: () => process.processorTime(),
    stop: () => process.stop(),
  };
}

async function arrive(url: string): Promise<Visitor> {
  const source = ownSource();
  const connection = new TimedConnection(url, source);
  await connection.open();
  // As the proxy in front of a production server does; the limits per source count by it.
  const headers = { 'X-Forwarded-For': source };
  const post = (path: string, body: object) => connection.post(`/api/auth${path}`, JSON.stringify(body), headers);
  const redeem = (email: string, otp: string, password: string) =>
    post('/email-otp/reset-password', { email, otp, password });

  return {
    async ask(userId) {
      const email = addressOf(userId);
      return { answer: await post('/email-otp/request-password-reset', { email }), request: email };
    },
    async guess(email, otp): Promise<Guessed> {
      const answer = await post('/email-otp/check-verification-otp', { email, otp, type: 'forget-password' });
      return { milliseconds: answer.milliseconds, verdict: verdictOf(answer), grant: `${email} ${otp}` };
    },
    async set(grant, password) {
      const [email = '', otp = ''] = grant.split(' ');
      const { status, milliseconds } = await redeem(email, otp, password);
      return { milliseconds, done: status === 200 };
    },
    redeem: async (email, otp, password) => (await redeem(email, otp, password)).status === 200,
    leave: () => connection.close(),
  };
}

function verdictOf({ status, text }: TimedAnswer): Verdict {
  if (status === 200) return 'accepted';
  return text.includes('INVALID_OTP') ? 'wrong' : 'refused';
}
