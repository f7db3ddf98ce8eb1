import { existsSync } from 'node:fs';
import type { Client } from 'ldapts';

/** Where Debian, Homebrew and Fedora put the server, its schemas and its modules. */
const PROGRAMS = [
  '/usr/sbin/slapd',
  '/opt/homebrew/opt/openldap/libexec/slapd',
  '/usr/local/opt/openldap/libexec/slapd',
];
const SCHEMAS = [
  '/etc/ldap/schema',
  '/opt/homebrew/etc/openldap/schema',
  '/usr/local/etc/openldap/schema',
  '/etc/openldap/schema',
];
const MODULES = ['/usr/lib/ldap', '/usr/lib64/openldap'];

/** Where an OpenLDAP server is on this computer. */
interface Installation {
  readonly program: string;
  readonly schemas: string;
  /** Absent where the server has them built in. */
  readonly modules: string | undefined;
}

const found = (places: readonly string[]): string | undefined => places.find((place) => existsSync(place));

/** The OpenLDAP server of this computer; undefined where there is none. */
export function slapdInstallation(): Installation | undefined {
  const program = found(PROGRAMS);
  const schemas = found(SCHEMAS);
  return program === undefined || schemas === undefined ? undefined : { program, schemas, modules: found(MODULES) };
}

const BASE_DN = 'dc=example,dc=com';
export const PEOPLE_DN = `ou=people,${BASE_DN}`;
/** Account that the functions bind as: it may read accounts and set their passwords. */
export const SERVICE_DN = `cn=password-reset,${BASE_DN}`;

export const ADMINISTRATOR = { dn: `cn=admin,${BASE_DN}`, password: 'of-a-server-on-loopback' };

/** Options of a server. */
export interface SlapdSetup {
  readonly dataDir: string;
  /** Lines of `slapd.conf` after the schemas of OpenLDAP. */
  readonly schema?: string;
  /** Attributes of the password policy; none: there is no policy. */
  readonly policy?: Readonly<Record<string, string>>;
}

/** The text of `slapd.conf`. The rights of the service account are those that docs/guides/directories.md asks for. */
export function slapdConf({ schemas, modules }: Installation, { dataDir, schema = '', policy }: SlapdSetup): string {
  const lines = [
    ...['core', 'cosine', 'inetorgperson', 'nis'].map((name) => `include ${schemas}/${name}.schema`),
    schema,
    ...(modules === undefined ? [] : [`modulepath ${modules}`, 'moduleload back_mdb', 'moduleload ppolicy']),
    `TLSCertificateFile ${dataDir}/server.pem`,
    `TLSCertificateKeyFile ${dataDir}/key.pem`,
    'TLSProtocolMin 3.3',
    'database mdb',
    'maxsize 268435456',
    `suffix "${BASE_DN}"`,
    `rootdn "${ADMINISTRATOR.dn}"`,
    `rootpw ${ADMINISTRATOR.password}`,
    `directory ${dataDir}/data`,
    'dbnosync',
    'index objectClass,uid,mail eq',
    `access to dn.subtree="${PEOPLE_DN}" attrs=userPassword by dn.exact="${SERVICE_DN}" =w by anonymous auth by * none`,
    `access to dn.subtree="${PEOPLE_DN}" by dn.exact="${SERVICE_DN}" ${schema === '' ? 'read' : 'write'} by self read by * none`,
    'access to attrs=userPassword by anonymous auth by * none',
    'access to * by * search',
    ...(policy === undefined ? [] : ['overlay ppolicy', `ppolicy_default "cn=policy,${BASE_DN}"`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Adds the entries that accounts stand below, where they are not there. */
export async function addTree(client: Client, { policy }: SlapdSetup): Promise<void> {
  const isThere = await client.search(BASE_DN, { scope: 'base' }).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await client.add(BASE_DN, { objectClass: ['dcObject', 'organization'], dc: 'example', o: 'Example' });
  await client.add(PEOPLE_DN, { objectClass: 'organizationalUnit', ou: 'people' });
  if (policy === undefined) return;
  const classes = ['applicationProcess', 'pwdPolicy'];
  await client.add(`cn=policy,${BASE_DN}`, {
    objectClass: classes,
    cn: 'policy',
    pwdAttribute: 'userPassword',
    ...policy,
  });
}

export const serviceAccount = (userPassword: string) => ({
  objectClass: ['applicationProcess', 'simpleSecurityObject'],
  cn: 'password-reset',
  userPassword,
});
