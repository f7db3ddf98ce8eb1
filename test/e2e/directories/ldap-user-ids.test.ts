import { Attribute, Change } from 'ldapts';
import { LdapDirectory, type LdapDirectoryParts } from '../../../functions/adapters/directories/ldap/directory.ts';
import { dnOf } from '../../../local/emulators/ldap.ts';
import { ldapKit } from '../../contract/kits/ldap.ts';

/** What people may type as a user ID of an LDAP directory. */

let kit: Awaited<ReturnType<typeof ldapKit>>;
beforeAll(async () => {
  kit = await ldapKit();
  const password = 'Correct horse battery staple 1!';
  const add = (userId: string, mail: string) => kit.add({ userId, addresses: [mail], status: 'active' }, password);
  await add('anna', 'anna@example.com');
  for (const userId of ['dana', 'dana.admin']) await add(userId, 'dana@example.com');
  const modification = new Attribute({ type: 'employeeNumber', values: ['A-4711'] });
  await kit.slapd.administer((client) =>
    client.modify(dnOf('anna'), new Change({ operation: 'replace', modification })),
  );
});
afterAll(() => kit.stop());

const idWith = async (parts: Partial<LdapDirectoryParts>, typed: string) => {
  const directory = new LdapDirectory({ ...kit.parts, servers: kit.servers, ...parts });
  return (await directory.findByUserId(typed))?.userId;
};

test.each([
  ['nothing more', {}, ['anna', 'ANNA']],
  ['several attributes', { userIdAttributes: ['uid', 'employeeNumber'] }, ['anna', 'a-4711']],
  ['a domain', { domain: 'CORP' }, ['anna', 'CORP\\anna', 'corp\\Anna']],
  ['an address', { addressAsUserId: true }, ['anna', 'Anna@example.com']],
])('with %s an account has one user ID whatever was typed', async (_what, parts, typed) => {
  for (const each of typed) expect(await idWith(parts, each)).toBe('anna');
});

test.each([
  ['another attribute', {}, 'A-4711'],
  ['a domain without its setting', {}, 'CORP\\anna'],
  ['another domain', { domain: 'CORP' }, 'OTHER\\anna'],
  ['a domain alone', { domain: 'CORP' }, 'CORP\\'],
  ['a domain twice', { domain: 'CORP' }, 'CORP\\CORP\\anna'],
  ['an address without its setting', {}, 'anna@example.com'],
  ['an address of two accounts', { addressAsUserId: true }, 'dana@example.com'],
])('%s finds nobody', async (_what, parts, typed) => {
  expect(await idWith(parts, typed)).toBeUndefined();
});
