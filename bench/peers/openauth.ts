import { httpCall } from '../../testkit/deployment/http-call.ts';
import { ownSource } from '../../testkit/deployment/sources.ts';
import { type TimedAnswer, TimedConnection } from '../enumeration/timed-connection.ts';
import { addressOf, type Contender, type Verdict, type Visitor } from './contender.ts';
import { versionOf } from './install.ts';
import { PeerProcess } from './peer-process.ts';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const AUTHORIZE =
  '/authorize?client_id=bench&response_type=code&provider=code&redirect_uri=http%3A%2F%2F127.0.0.1%2Fback';

/** The code provider, which proves an address and sets no password. */
export const startOpenAuthCode = (addresses: readonly string[]): Promise<Contender> => start(addresses, 'code');

/** The password provider, whose page "change" mails a code. */
export const startOpenAuthPassword = (addresses: readonly string[]): Promise<Contender> => start(addresses, 'password');

async function start(addresses: readonly string[], provider: 'code' | 'password'): Promise<Contender> {
  const process = await PeerProcess.start('openauth', addresses);
  const { port, hash } = await process.ready();
  const url = `http://127.0.0.1:${port}`;
  return {
    about: {
      name: `OpenAuth ${provider} provider`,
      version: await versionOf('@openauthjs/openauth'),
      store: 'memory',
      hash: provider === 'code' ? undefined : hash,
      guessIs: 'verify',
    },
    arrive: async () => {
      if (provider === 'code') return arriveAtCode(url);
      return arriveAtChange(url);
    },
    codeOf: (userId) => process.takeCode(addressOf(userId)),
    quiet: async () => {},
    pause: 0,
    processorTime: () => process.processorTime(),
    stop: () => process.stop(),
  };
}

async function arriveAtCode(url: string): Promise<Visitor> {
  const authorization = await cookiesAfter(url, AUTHORIZE, '');
  const cookies = await cookiesAfter(url, '/code/authorize', authorization);
  const { post, leave } = await formsOf(url, '/code/authorize');
  const guess: Visitor['guess'] = async (request, code) => {
    const answer = await post(request, { action: 'verify', code });
    const verdict = answer.status === 302 ? 'accepted' : verdictOnPage(answer, 'Invalid code');
    return { milliseconds: answer.milliseconds, verdict, grant: '' };
  };
  return {
    async ask(userId) {
      const answer = await post(cookies, { action: 'request', email: addressOf(userId) });
      return { answer, request: withCookiesOf(answer, cookies) };
    },
    guess,
    redeem: async (request, code) => (await guess(request, code)).verdict === 'accepted',
    leave,
  };
}

async function arriveAtChange(url: string): Promise<Visitor> {
  const cookies = await cookiesAfter(url, '/password/change', '');
  const { post, leave } = await formsOf(url, '/password/change');
  const guess: Visitor['guess'] = async (request, code) => {
    const answer = await post(request, { action: 'verify', code });
    const isNewPassword = answer.text.includes('name="repeat"');
    const verdict = isNewPassword ? 'accepted' : verdictOnPage(answer, 'Code is incorrect.');
    return { milliseconds: answer.milliseconds, verdict, grant: withCookiesOf(answer, request) };
  };
  const set = async (grant: string, password: string) => {
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
    leave,
  };
}

const verdictOnPage = ({ text }: TimedAnswer, wrong: string): Verdict => (text.includes(wrong) ? 'wrong' : 'refused');

async function formsOf(url: string, path: string) {
  const connection = new TimedConnection(url, ownSource());
  await connection.open();
  return {
    post: (cookies: string, fields: Record<string, string>) =>
      connection.post(path, new URLSearchParams(fields).toString(), { ...FORM, Cookie: cookies }),
    leave: () => connection.close(),
  };
}

const nameIn = (cookie: string): string => cookie.split('=')[0] ?? '';

/** Cookies by name; a later one takes the place of an earlier one. */
function joined(cookies: readonly string[]): string {
  return [...new Map(cookies.filter(Boolean).map((cookie) => [nameIn(cookie), cookie])).values()].join('; ');
}

const withoutAttributes = (cookie: string): string => cookie.split(';')[0] ?? '';

async function cookiesAfter(url: string, path: string, cookies: string): Promise<string> {
  const { headers } = await httpCall({ method: 'GET', url: `${url}${path}`, headers: { Cookie: cookies } });
  return joined([...cookies.split('; '), ...(headers['set-cookie'] ?? []).map(withoutAttributes)]);
}

function withCookiesOf({ rawHeaders }: TimedAnswer, cookies: string): string {
  const fresh = rawHeaders.filter(
    (_, index) => rawHeaders[index - 1]?.toLowerCase() === 'set-cookie' && index % 2 === 1,
  );
  return joined([...cookies.split('; '), ...fresh.map(withoutAttributes)]);
}
