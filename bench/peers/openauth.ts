import { httpCall } from '../../testkit/deployment/http-call.ts';
import { ownSource } from '../../testkit/deployment/sources.ts';
import { type TimedAnswer, TimedConnection } from '../../testkit/enumeration/timed-connection.ts';
import { addressOf, type Contender, SHARED, type Verdict, type Visitor } from './contender.ts';
import { versionOf } from './install.ts';
import { PeerProcess, type Services } from './peer-process.ts';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const PATH = '/password/change';

/**
 * OpenAuth's password provider, whose page "change" mails a code.
 *
 * @param services by which it stores and mails; left out, it does both in its process
 */
export async function startOpenAuth(addresses: readonly string[], services?: Services): Promise<Contender> {
  const process = await PeerProcess.start('openauth', addresses, services);
  const { port, hash } = await process.ready();
  return {
    about: {
      name: `OpenAuth password provider${services === undefined ? '' : ', table and mails as here'}`,
      version: await versionOf('@openauthjs/openauth'),
      store: services === undefined ? 'memory; mails in its process' : SHARED,
      hash,
    },
    arrive: () => arrive(`http://127.0.0.1:${port}`),
    codeOf: (userId) => process.takeCode(addressOf(userId)),
    quiet: async () => {},
    pause: 0,
    processorTime: () => process.processorTime(),
    stop: () => process.stop(),
  };
}

async function arrive(url: string): Promise<Visitor> {
  const { headers } = await httpCall({ method: 'GET', url: `${url}${PATH}` });
  const cookies = joined((headers['set-cookie'] ?? []).map(withoutAttributes));
  const connection = new TimedConnection(url, ownSource());
  await connection.open();
  const post = (state: string, fields: Record<string, string>) =>
    connection.post(PATH, new URLSearchParams(fields).toString(), { ...FORM, Cookie: state });
  const guess: Visitor['guess'] = async (request, code) => {
    const answer = await post(request, { action: 'verify', code });
    return { milliseconds: answer.milliseconds, verdict: verdictOf(answer), grant: withCookiesOf(answer, request) };
  };
  const set: Visitor['set'] = async (grant, password) => {
    const { status, milliseconds } = await post(grant, { action: 'update', password, repeat: password });
    return { milliseconds, done: status === 302 };
  };
  return {
    async ask(userId) {
      const answer = await post(cookies, { action: 'code', email: addressOf(userId) });
      return { answer, request: withCookiesOf(answer, cookies) };
    },
    guess,
    set,
    async redeem(request, code, password) {
      const { verdict, grant } = await guess(request, code);
      return verdict === 'accepted' && (await set(grant, password)).done;
    },
    leave: () => connection.close(),
  };
}

function verdictOf({ text }: TimedAnswer): Verdict {
  if (text.includes('name="repeat"')) return 'accepted';
  return text.includes('Code is incorrect.') ? 'wrong' : 'refused';
}

const withoutAttributes = (cookie: string): string => cookie.split(';')[0] ?? '';

/** Cookies by name; a later one replaces an earlier one. */
function joined(cookies: readonly string[]): string {
  const named = cookies.filter(Boolean).map((cookie) => [cookie.split('=')[0], cookie] as const);
  return [...new Map(named).values()].join('; ');
}

function withCookiesOf({ rawHeaders }: TimedAnswer, cookies: string): string {
  const fresh = rawHeaders.filter(
    (_, index) => rawHeaders[index - 1]?.toLowerCase() === 'set-cookie' && index % 2 === 1,
  );
  return joined([...cookies.split('; '), ...fresh.map(withoutAttributes)]);
}
