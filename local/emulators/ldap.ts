import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Client } from 'ldapts';
import { answerLoginPage, answerProbe, type DirectoryProbe, type ProbedAccount } from './directory-probe.ts';
import { close, listen, readBody, serve } from './loopback.ts';
import { DEMO_PASSWORD, demoUsers } from './seed-users.ts';
import { put, type Slapd, startSlapd } from './slapd.ts';
import { PEOPLE_DN } from './slapd-setup.ts';

export const dnOf = (userId: string): string => `uid=${userId},${PEOPLE_DN}`;

/** Locked by an administrator, until one unlocks it. */
const LOCKED_FOR_GOOD = '000001010000Z';

/** An account as OpenLDAP holds one. */
export async function putAccount(client: Client, { userId, addresses, status }: ProbedAccount, password: string) {
  await put(client, dnOf(userId), {
    objectClass: 'inetOrgPerson',
    uid: userId,
    cn: userId,
    sn: userId,
    userPassword: password,
    ...(addresses.length > 0 && { mail: [...addresses] }),
    ...(status === 'disabled' && { pwdAccountLockedTime: LOCKED_FOR_GOOD }),
  });
}

/** An OpenLDAP server with the demo users, with a login page and test operations over HTTP. */
export async function startLdap(options: {
  readonly port: number;
  readonly ldapPort: number;
  readonly dataDir: string;
  readonly users: number;
}): Promise<{ readonly url: string; readonly slapd: Slapd; stop(): Promise<void> }> {
  mkdirSync(options.dataDir, { recursive: true });
  const slapd = await startSlapd({ port: options.ldapPort, dataDir: options.dataDir, policy: { pwdInHistory: '4' } });
  try {
    await seed(slapd, options.users);
    const probe = probeOf(slapd);
    const server = serve(async (request, response) => {
      const body = await readBody(request);
      if (await answerProbe(probe, request, body, response)) return;
      answerLoginPage(response);
    });
    const url = await listen(server, options.port);
    const stop = async () => {
      await close(server);
      await slapd.stop();
    };
    return { url, slapd, stop };
  } catch (error) {
    await slapd.stop();
    throw error;
  }
}

/** An account that is there stays as it is, with the password that it has. */
const seed = (slapd: Slapd, users: number) =>
  slapd.administer(async (client) => {
    const { searchEntries } = await client.search(PEOPLE_DN, { scope: 'one', attributes: ['uid'] });
    const there = new Set(searchEntries.map(({ uid }) => String(uid)));
    for (const user of demoUsers(users).filter(({ userId }) => !there.has(userId)))
      await putAccount(client, user, DEMO_PASSWORD);
  });

/** LDAP knows no sessions; those of this application live until it ends. */
function probeOf(slapd: Slapd): DirectoryProbe {
  const sessions = new Map<string, string>();
  return {
    put: (account, password) => slapd.administer((client) => putAccount(client, account, password)),
    async logIn(userId, password) {
      if (!(await slapd.bind(dnOf(userId), password))) return undefined;
      const token = randomBytes(16).toString('hex');
      sessions.set(token, userId);
      return token;
    },
    whose: (token) => sessions.get(token),
  };
}
