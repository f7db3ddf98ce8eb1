import { activeDirectory } from '../../../functions/adapters/directories/ldap/active-directory.ts';
import { LdapServers } from '../../../functions/adapters/directories/ldap/servers.ts';
import { LdapDirectory } from '../../../functions/adapters/directories/ldap/directory.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import type { ChangeNotes } from '../../../functions/ports.ts';
import { put } from '../../../local/emulators/slapd.ts';
import { PEOPLE_DN, SERVICE_DN } from '../../../local/emulators/slapd-setup.ts';
import { type OwnSlapd, ownSlapd, SERVICE_PASSWORD } from '../../contract/kits/ldap.ts';

/** Attributes of Active Directory, in an OpenLDAP server that gives them no meaning. */
const OCTETS = '1.3.6.1.4.1.1466.115.121.1.40';
const TEXT = '1.3.6.1.4.1.1466.115.121.1.15';
const INTEGER = '1.3.6.1.4.1.1466.115.121.1.27';
const attribute = (number: number, name: string, syntax: string, rule: string) =>
  `attributetype ( 1.3.6.1.4.1.99999.1.${number} NAME '${name}' EQUALITY ${rule} SYNTAX ${syntax} SINGLE-VALUE )`;
const schema = [
  attribute(1, 'sAMAccountName', TEXT, 'caseIgnoreMatch'),
  attribute(2, 'unicodePwd', OCTETS, 'octetStringMatch'),
  ...['userAccountControl', 'accountExpires', 'lockoutTime', 'pwdLastSet'].map((name, index) =>
    attribute(3 + index, name, INTEGER, 'integerMatch'),
  ),
  `objectclass ( 1.3.6.1.4.1.99999.2.1 NAME 'user' SUP inetOrgPerson STRUCTURAL MAY ( sAMAccountName $ unicodePwd $ userAccountControl $ accountExpires $ lockoutTime $ pwdLastSet ) )`,
  `objectclass ( 1.3.6.1.4.1.99999.2.2 NAME 'computer' SUP user STRUCTURAL )`,
].join('\n');

let slapd: OwnSlapd;
let notes: Map<string, string>;
let directory: LdapDirectory;
beforeAll(async () => {
  slapd = await ownSlapd({ schema });
});
afterAll(() => slapd.stop());
beforeEach(() => {
  notes = new Map();
  directory = new LdapDirectory({
    servers: new LdapServers({
      urls: [slapd.url],
      bindDn: SERVICE_DN,
      bindPassword: async () => SERVICE_PASSWORD,
      certificateAuthority: slapd.certificate,
    }),
    dialect: activeDirectory,
    baseDn: PEOPLE_DN,
    userIdAttribute: 'sAMAccountName',
    mailAttributes: ['mail'],
    filter: '(!(title=privileged))',
    notes: {
      async note(changeId, before) {
        if (!notes.has(changeId)) notes.set(changeId, before);
        return notes.get(changeId) ?? before;
      },
      read: async (changeId) => notes.get(changeId),
    } satisfies ChangeNotes,
    clock: { now: () => new Date('2026-11-25T00:00:00Z') },
  });
});

const dn = `cn=Müller\\, Anna (IT),${PEOPLE_DN}`;
const ANNA = {
  objectClass: 'user',
  cn: 'Müller, Anna (IT)',
  sn: 'Müller',
  sAMAccountName: 'anna',
  mail: 'anna@example.com',
  userAccountControl: '512',
  accountExpires: '9223372036854775807',
  pwdLastSet: '134000000000000000',
};
const add = (more: Record<string, string> = {}) => slapd.administer((client) => put(client, dn, { ...ANNA, ...more }));
const stored = () =>
  slapd.administer(async (client) => {
    const { searchEntries } = await client.search(dn, { scope: 'base', explicitBufferAttributes: ['unicodePwd'] });
    return searchEntries[0];
  });
const change = (changeId = 'c.1') =>
  directory.setPassword({ account: 'anna', password: new Secret<'password'>('Grüße 🦊 "x"'), changeId });

test.each([
  ['nothing that is against it', {}, 'active'],
  ['the bit of a disabled account', { userAccountControl: '514' }, 'disabled'],
  ['a day in the past on which it ran out', { accountExpires: '133000000000000000' }, 'disabled'],
  ['a day to come on which it runs out', { accountExpires: '150000000000000000' }, 'active'],
  ['no end, by zero', { accountExpires: '0' }, 'active'],
  ['a smart card in place of the password', { userAccountControl: '262656' }, 'federated'],
  ['a lockout for wrong passwords', { lockoutTime: '134000000000000000' }, 'active'],
])('an account with %s has that status', async (_what, more, status) => {
  await add(more);
  expect(await directory.findByUserId('ANNA')).toEqual({ userId: 'anna', addresses: ['anna@example.com'], status });
  const tried = status === 'active' ? undefined : await change();
  expect(tried).toEqual(status === 'active' ? undefined : { kind: 'not-allowed' });
  expect((await stored())?.['unicodePwd'] === undefined).toBe(true);
});

test('computers, and users outside the filter of the settings, have no account', async () => {
  await add({ objectClass: 'computer' });
  expect(await directory.findByUserId('anna')).toBeUndefined();
  await add({ title: 'privileged' });
  expect(await directory.findByUserId('anna')).toBeUndefined();
  expect(await directory.findByAddress('anna@example.com')).toEqual([]);
});

test('the password is written in quotes as UTF-16LE, and ends a lockout', async () => {
  await add({ lockoutTime: '134000000000000000' });
  expect(await change()).toEqual({ kind: 'changed' });
  const entry = await stored();
  expect(entry?.['lockoutTime']).toBe('0');
  const written = entry?.['unicodePwd'];
  expect(Buffer.isBuffer(written) && written.toString('hex')).toBe(
    Buffer.from('"Grüße 🦊 "x""', 'utf16le').toString('hex'),
  );
});

test('a change took place if the time of the last password differs from the one before', async () => {
  await add();
  await change();
  expect(await directory.outcomeOf({ account: 'anna', changeId: 'c.1' })).toBe('not-changed');
  await add({ pwdLastSet: '134000000000000001' });
  expect(await directory.outcomeOf({ account: 'anna', changeId: 'c.1' })).toBe('changed');
  expect(await change()).toEqual({ kind: 'changed' });
  expect((await stored())?.['unicodePwd']).toBeUndefined();
  expect(await directory.outcomeOf({ account: 'anna', changeId: 'c.2' })).toBe('not-changed');
});

test('two accounts with one user ID count as none', async () => {
  await add();
  const other = `cn=other,${PEOPLE_DN}`;
  await slapd.administer((client) => put(client, other, { ...ANNA, cn: 'other' }));
  expect(await directory.findByUserId('anna')).toBeUndefined();
  expect(await change()).toEqual({ kind: 'not-allowed' });
  await slapd.administer((client) => client.del(other));
});

test('an account whose state is hidden from the service account is an error that names the missing attribute', async () => {
  const { userAccountControl: _hidden, ...rest } = ANNA;
  await slapd.administer((client) => put(client, dn, rest));
  await expect(directory.findByUserId('anna')).rejects.toMatchObject({
    name: 'LdapError unreadable userAccountControl',
  });
});
