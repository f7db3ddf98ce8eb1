import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDbChangeNotes } from '../../../functions/adapters/dynamodb/change-notes.ts';
import { rfc3062 } from '../../../functions/adapters/directories/ldap/rfc3062.ts';
import { LdapServers } from '../../../functions/adapters/directories/ldap/servers.ts';
import { LdapDirectory } from '../../../functions/adapters/directories/ldap/directory.ts';
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
};

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
    userIdAttribute: 'uid',
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
  return {
    directory: new LdapDirectory({ ...parts, servers }),
    parts,
    servers,
    slapd,
    cannot: LDAP_CANNOT,
    userIds: 'any-case',
    patience: 4500,
    refusedPassword: 'fifteen letters',
    add: (account, password) => slapd.administer((client) => putAccount(client, account, password)),
    accepts: (userId, password) => slapd.bind(dnOf(userId), password),
    openSession: () => Promise.reject(new Error('LDAP has no sessions')),
    fault: (fault) => wire.fault(fault),
    async stop() {
      await Promise.all([wire.stop(), slapd.stop(), tables.stop()]);
    },
  } satisfies DirectoryKit & Record<'parts' | 'servers' | 'slapd', unknown>;
}
