import { activeDirectory } from '../../../functions/adapters/directories/ldap/active-directory.ts';
import { LdapServers } from '../../../functions/adapters/directories/ldap/servers.ts';
import { LdapDirectory } from '../../../functions/adapters/directories/ldap/directory.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import { InMemoryChangeNotes } from '../../../testkit/fakes/in-memory-change-notes.ts';
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
  `attributetype ( 1.3.6.1.4.1.99999.1.9 NAME 'msDS-ReplAttributeMetaData' EQUALITY caseIgnoreMatch SYNTAX ${TEXT} )`,
  `objectclass ( 1.3.6.1.4.1.99999.2.1 NAME 'user' SUP inetOrgPerson STRUCTURAL MAY ( sAMAccountName $ unicodePwd $ userAccountControl $ accountExpires $ lockoutTime $ pwdLastSet $ msDS-ReplAttributeMetaData ) )`,
  `objectclass ( 1.3.6.1.4.1.99999.2.2 NAME 'computer' SUP user STRUCTURAL )`,
].join('\n');

let slapd: OwnSlapd;
let directory: LdapDirectory;
beforeAll(async () => {
  slapd = await ownSlapd({ schema });
});
afterAll(() => slapd.stop());
beforeEach(() => {
  directory = new LdapDirectory({
    servers: new LdapServers({
      urls: [slapd.url],
      bindDn: SERVICE_DN,
      bindPassword: async () => SERVICE_PASSWORD,
      certificateAuthority: slapd.certificate,
    }),
    dialect: activeDirectory,
    baseDn: PEOPLE_DN,
    userIdAttributes: ['sAMAccountName'],
    mailAttributes: ['mail'],
    filter: '(!(title=privileged))',
    notes: new InMemoryChangeNotes(),
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
const add = (more: Record<string, string | string[]> = {}) =>
  slapd.administer((client) => put(client, dn, { ...ANNA, ...more }));
const stored = () =>
  slapd.administer(async (client) => {
    const { searchEntries } = await client.search(dn, { scope: 'base', explicitBufferAttributes: ['unicodePwd'] });
    return searchEntries[0];
  });
const change = (changeId = 'c.1') =>
  directory.setPassword({
    account: 'anna',
    password: new Secret<'password'>('Grüße 🦊 "x"'),
    changeId,
    accepts: () => true,
  });

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
  const found = { userId: 'anna', addresses: ['anna@example.com'], status, mark: expect.any(String) };
  expect(await directory.findByUserId('ANNA')).toEqual(found);
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

const metaData = (name: string, version: number) =>
  `<DS_REPL_ATTR_META_DATA>\n\t<pszAttributeName>${name}</pszAttributeName>\n\t<dwVersion>${version}</dwVersion>\n</DS_REPL_ATTR_META_DATA>`;

test('the mark differs after a change of the password or of the status, and of nothing else', async () => {
  const markWith = async (more: Record<string, string | string[]>) => {
    await add(more);
    return (await directory.findByUserId('anna'))?.mark;
  };
  const versions = (version: number) => ({
    'msDS-ReplAttributeMetaData': [metaData('lockoutTime', 5), metaData('userAccountControl', version)],
  });
  const mark = await markWith({});
  expect(await markWith({ lockoutTime: '134000000000000000', title: 'Dr' })).toBe(mark);
  expect(await markWith({ pwdLastSet: '134000000000000001' })).not.toBe(mark);
  expect(await markWith({ userAccountControl: '514' })).not.toBe(mark);
  expect(await markWith({ accountExpires: '150000000000000000' })).not.toBe(mark);
  expect(await markWith(versions(1))).not.toBe(await markWith(versions(3)));
});

test('a reported password is replaced by one that nobody knows, until a reset sets another', async () => {
  await add();
  await directory.refusePassword({ account: 'anna', changeId: 'c.1' });
  const first = (await stored())?.['unicodePwd'];
  expect(Buffer.isBuffer(first) && first.toString('utf16le')).toMatch(/^"Aa1![\w-]{43}"$/);
  await directory.refusePassword({ account: 'anna', changeId: 'c.1' });
  expect((await stored())?.['unicodePwd']).not.toEqual(first);
  expect(await change('d.1')).toEqual({ kind: 'changed' });
  const own = (await stored())?.['unicodePwd'];
  await directory.refusePassword({ account: 'anna', changeId: 'c.1' });
  expect((await stored())?.['unicodePwd']).toEqual(own);
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
