import type { DirectoryName } from '../functions/operations/fields.ts';
import { secretNames } from '../lib/stage-names.ts';
import { laptop } from '../lib/settings/stages/laptop.ts';
import { LOOPBACK } from './listen.ts';
import { readSecret } from './secrets.ts';
import { startCognito, USER_POOL_ID } from './emulators/cognito.ts';
import { poolUser } from './emulators/cognito-user.ts';
import { startLdap } from './emulators/ldap.ts';
import { DEMO_PASSWORD, demoUsers } from './emulators/seed-users.ts';
import { PEOPLE_DN, SERVICE_DN } from './emulators/slapd-setup.ts';
import { startWebhookReceiver } from './emulators/webhook-receiver.ts';

/** A directory other than the built-in one, as a laptop has it. */
export interface LaptopDirectory {
  readonly url: string;
  /** Settings of the stage that name it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Environment variables by which the functions find it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Reads the secrets that it needs, once the stack's secrets exist. */
  secretsMade?(): Promise<void>;
  stop(): Promise<void>;
}

export interface DirectoryOptions {
  readonly port: number;
  /** For a directory that speaks LDAP beside HTTP. */
  readonly ldapPort: number;
  readonly dataDir: string;
  /** Numbered users to seed beside the demo users. Existing users keep their data and their passwords. */
  readonly users: number;
  /** Where the stack's secrets will be. */
  readonly secretsManagerUrl: string;
}

/** Starts the emulator of a directory, with the demo users in it. A directory without one is a compile error. */
export const LAPTOP_DIRECTORIES: {
  readonly [Name in Exclude<DirectoryName, 'built-in'>]: (options: DirectoryOptions) => Promise<LaptopDirectory>;
} = {
  async cognito({ port, dataDir, users }) {
    const emulator = await startCognito({ port, dataDir, policy: 'length' });
    const { url, pool } = emulator;
    const missing = demoUsers(users).filter(({ userId }) => !pool.has(userId));
    pool.putAll(missing.map((user) => poolUser(user, DEMO_PASSWORD)));
    return {
      url,
      settings: { cognitoUserPoolId: USER_POOL_ID },
      environment: { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url },
      stop: () => emulator.stop(),
    };
  },
  async webhook(options) {
    const secretName = secretNames(laptop.stage).webhook;
    const receiver = await startWebhookReceiver({ ...options, secretName });
    const settings = { webhookUrl: receiver.url, webhookAllowedNetworks: `${LOOPBACK}/32` };
    return { ...receiver, settings, environment: {} };
  },
  async ldap(options) {
    const { slapd, ...emulator } = await startLdap(options);
    return {
      ...emulator,
      settings: {
        ldapUrls: slapd.url,
        ldapKind: 'rfc3062',
        ldapBaseDn: PEOPLE_DN,
        ldapBindDn: SERVICE_DN,
        ldapCertificateAuthority: slapd.certificate,
      },
      environment: {},
      secretsMade: async () => {
        const secretName = secretNames(laptop.stage).ldap;
        await slapd.setServicePassword(await readSecret(options.secretsManagerUrl, secretName));
      },
    };
  },
};
