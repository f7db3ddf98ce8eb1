import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Attribute, Change } from 'ldapts';
import { generate } from 'selfsigned';
import { LdapServers } from '../../../functions/adapters/directories/ldap/servers.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import { dnOf, putAccount } from '../../../local/emulators/ldap.ts';
import { SERVICE_DN } from '../../../local/emulators/slapd-setup.ts';
import { freePort, ldapKit, ownSlapd, type OwnSlapd, SERVICE_PASSWORD } from '../../contract/kits/ldap.ts';

let slapd: OwnSlapd;
beforeAll(async () => {
  slapd = await ownSlapd({});
});
afterAll(() => slapd.stop());

const outcomeWith = (parts: { urls?: string[]; certificateAuthority?: string; password?: string; bindDn?: string }) =>
  new LdapServers({
    urls: parts.urls ?? [slapd.url],
    bindDn: parts.bindDn ?? SERVICE_DN,
    bindPassword: async () => parts.password ?? SERVICE_PASSWORD,
    ...('certificateAuthority' in parts
      ? { certificateAuthority: parts.certificateAuthority }
      : { certificateAuthority: slapd.certificate }),
  })
    .use(3000, async ({ server }) => server)
    .catch((error: Error) => error.name);

test('a certificate of the authority in the settings is accepted', async () => {
  expect(await outcomeWith({})).toBe(slapd.url);
});

test('any other certificate is refused, whether the host is right or not', async () => {
  const other = await generate([{ name: 'commonName', value: '127.0.0.1' }], { algorithm: 'sha256' });
  expect(await outcomeWith({ certificateAuthority: undefined })).toBe(
    'LdapError unreachable DEPTH_ZERO_SELF_SIGNED_CERT',
  );
  expect(await outcomeWith({ certificateAuthority: other.cert })).toMatch(/^LdapError unreachable [A-Z_]+$/);
  const byName = slapd.url.replace('127.0.0.1', 'localhost');
  expect(await outcomeWith({ urls: [byName] })).toBe('LdapError unreachable ERR_TLS_CERT_ALTNAME_INVALID');
});

test('a certificate is refused even if the environment turns certificate checks off', async () => {
  const script = `
    import { LdapServers } from '${new URL('../../../functions/adapters/directories/ldap/servers.ts', import.meta.url).href}';
    const servers = new LdapServers({ urls: ['${slapd.url}'], bindDn: '${SERVICE_DN}', bindPassword: async () => 'x' });
    console.log(await servers.use(3000, async () => 'in').catch(({ name }) => name));`;
  const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
  expect(stdout.trim()).toBe('LdapError unreachable DEPTH_ZERO_SELF_SIGNED_CERT');
});

test('a server that is down is skipped, and a wrong password is not tried at the next one', async () => {
  const nobody = `ldaps://127.0.0.1:${await freePort()}`;
  expect(await outcomeWith({ urls: [nobody, slapd.url] })).toBe(slapd.url);
  expect(await outcomeWith({ urls: [nobody] })).toBe('LdapError unreachable ECONNREFUSED');
  expect(await outcomeWith({ password: 'wrong' })).toBe('LdapError bind 49');
  expect(await outcomeWith({ password: '' })).toBe('LdapError bind');
});

test('no password goes over a plain-text connection', async () => {
  expect(() => new LdapServers({ urls: ['ldap://127.0.0.1'], bindDn: '', bindPassword: async () => '' })).toThrow(
    'must begin with ldaps://',
  );
});

test('a lockout for wrong passwords ends with a reset', async () => {
  const kit = await ldapKit();
  try {
    await kit.add({ userId: 'anna', addresses: [], status: 'active' }, 'the password of before');
    for (let wrong = 0; wrong < 3; wrong++) await kit.accepts('anna', 'wrong');
    expect(await kit.accepts('anna', 'the password of before')).toBe(false);
    expect((await kit.directory.findByUserId('anna'))?.status).toBe('active');
    const password = 'the password of today';
    expect(
      await kit.directory.setPassword({
        account: 'anna',
        password: new Secret<'password'>(password),
        changeId: 'l.1',
        accepts: () => true,
      }),
    ).toEqual({ kind: 'changed' });
    expect(await kit.accepts('anna', password)).toBe(true);
  } finally {
    await kit.stop();
  }
});

test('an account is found under its one name, whichever of its names was typed', async () => {
  const kit = await ldapKit();
  try {
    await kit.slapd.administer(async (client) => {
      await putAccount(client, { userId: 'zoe', addresses: ['zoe@example.com'], status: 'active' }, 'x');
      const modification = new Attribute({ type: 'uid', values: ['anna.alias'] });
      await client.modify(dnOf('zoe'), new Change({ operation: 'add', modification }));
    });
    for (const typed of ['zoe', 'ANNA.alias'])
      expect(await kit.directory.findByUserId(typed)).toMatchObject({ userId: 'anna.alias' });
  } finally {
    await kit.stop();
  }
});
