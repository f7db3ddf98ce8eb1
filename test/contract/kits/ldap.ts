import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDbChangeNotes } from '../../../functions/adapters/dynamodb/change-notes.ts';
import { passwordModify, rfc3062 } from '../../../functions/adapters/directories/ldap/rfc3062.ts';
import { LdapServers } from '../../../functions/adapters/directories/ldap/servers.ts';
import { LdapDirectory } from '../../../functions/adapters/directories/ldap/directory.ts';
import { Attribute, Change } from 'ldapts';
import { Secret } from '../../../functions/domain/secret.ts';
import { dnOf, putAccount } from '../../../local/emulators/ldap.ts';
import { type Slapd, startSlapd } from '../../../local/emulators/slapd.ts';
import { PEOPLE_DN, SERVICE_DN } from '../../../local/emulators/slapd-setup.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';
import type { DirectoryKit } from '../directory-conformance.ts';
import { startLdapWire } from '../ldap-wire.ts';
import { startTables } from '../../../testkit/tables.ts';

export const SERVICE_PASSWORD = 'of the service account';

export const LDAP_CANNOT: DirectoryKit['cannot'] = {
  unverified: 'LDAP has no such state',
  federated: 'an LDAP server knows its own passwords alone',
  'second-factor': 'what asks for one stands before LDAP',
  sessions: 'LDAP has none',
  'status-versions': 'OpenLDAP counts no changes of a status',
  'internationalized-addresses': 'its attribute `mail` takes ASCII alone',
};

/** Operation of RFC 3062. */
const PASSWORD_MODIFY = '1.3.6.1.4.1.4203.1.11.1';

/** Locked by an administrator. */
const LOCKED_FOR_GOOD = '000001010000Z';

/** The times that mark a password have no parts of a second. */
const nextSecond = () => wait(1001 - (Date.now() % 1000));

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return address === null || typeof address === 'string' ? 0 : address.port;
}

export interface OwnSlapd extends Slapd {
  readonly dataDir: string;
}

/** Starts an OpenLDAP server in its own folder, which is deleted with it. */
export async function ownSlapd(options: { schema?: string; policy?: Record<string, string> }): Promise<OwnSlapd> {
  const dataDir = mkdtempSync(join(tmpdir(), 'slapd-'));
  const slapd = await startSlapd({ ...options, port: await freePort(), dataDir });
  await slapd.setServicePassword(SERVICE_PASSWORD);
  const stop = async () => {
    await slapd.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...slapd, dataDir, stop };
}

/** Adapter with a real OpenLDAP server that has a password policy. */
export async function ldapKit() {
  const policy = {
    pwdInHistory: '4',
    pwdMinLength: '16',
    pwdCheckQuality: '2',
    pwdMaxFailure: '3',
    pwdLockout: 'TRUE',
  };
  const [tables, slapd] = await Promise.all([startTables(), ownSlapd({ policy })]);
  const wire = await startLdapWire(slapd);
  const clock = new FakeClock();
  const parts = {
    dialect: rfc3062,
    baseDn: PEOPLE_DN,
    userIdAttributes: ['uid'],
    mailAttributes: ['mail'],
    notes: new DynamoDbChangeNotes(tables.documents, 'resets', clock),
    clock: { now: () => new Date() },
  };
  const servers = new LdapServers({
    urls: [wire.url],
    bindDn: SERVICE_DN,
    bindPassword: async () => SERVICE_PASSWORD,
    certificateAuthority: slapd.certificate,
  });
  /** Sets a password as the service account, to which the policy applies. */
  const setPassword = (userId: string, password: string) =>
    servers.use(4000, async ({ client }) => {
      await client.exop(PASSWORD_MODIFY, passwordModify(dnOf(userId), new Secret(password)));
    });
  const setStatus = async (userId: string, status: 'active' | 'disabled') => {
    const values = status === 'disabled' ? [LOCKED_FOR_GOOD] : [];
    const modification = new Attribute({ type: 'pwdAccountLockedTime', values });
    await slapd.administer((client) => client.modify(dnOf(userId), new Change({ operation: 'replace', modification })));
  };
  return {
    directory: new LdapDirectory({ ...parts, servers }),
    parts,
    servers,
    slapd,
    cannot: LDAP_CANNOT,
    userIds: 'any-case',
    patience: 4500,
    refusedPassword: 'fifteen letters',
    async add(account, password) {
      await slapd.administer((client) => putAccount(client, { ...account, status: 'active' }, 'of the invitation'));
      await setPassword(account.userId, password);
      if (account.status === 'disabled') await setStatus(account.userId, 'disabled');
      await nextSecond();
    },
    replace: (userId, changed) =>
      'password' in changed ? setPassword(userId, changed.password) : setStatus(userId, changed.status),
    tick: nextSecond,
    blankAddresses: [' '],
    accepts: (userId, password) => slapd.bind(dnOf(userId), password),
    openSession: () => Promise.reject(new Error('LDAP has no sessions')),
    fault: (fault) => wire.fault(fault),
    async stop() {
      await Promise.all([wire.stop(), slapd.stop(), tables.stop()]);
    },
  } satisfies DirectoryKit & Record<'parts' | 'servers' | 'slapd', unknown>;
}
