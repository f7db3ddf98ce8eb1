import type { DirectoryName } from '../functions/schemas.ts';
import { secretNames } from '../lib/stage-names.ts';
import { laptop } from '../lib/stages/laptop.ts';
import { LOOPBACK } from './listen.ts';
import { readSecret } from './secrets.ts';
import { startCognito, USER_POOL_ID } from './stand-ins/cognito.ts';
import { poolUser } from './stand-ins/cognito-user.ts';
import { startLdap } from './stand-ins/ldap.ts';
import { DEMO_PASSWORD, demoUsers } from './stand-ins/seed-users.ts';
import { PEOPLE_DN, SERVICE_DN } from './stand-ins/slapd-setup.ts';
import { startWebhookReceiver } from './stand-ins/webhook-receiver.ts';

/** A directory other than the built-in one, as a laptop has it. */
export interface LaptopDirectory {
  readonly url: string;
  /** Settings of the stage that name it. */
  readonly settings: Readonly<Record<string, string>>;
  /** What leads the functions to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Takes what it needs of the stack's secrets, once they are made. */
  secretsMade?(): Promise<void>;
  stop(): Promise<void>;
}

export interface DirectoryOptions {
  readonly port: number;
  /** For a directory that speaks LDAP beside HTTP. */
  readonly ldapPort: number;
  readonly dataDir: string;
  /** Numbered users to seed beside the demo users. A user who is there stays as he is, with the password he set. */
  readonly users: number;
  /** Where the stack's secrets will be. */
  readonly secretsManagerUrl: string;
}

/** Starts the stand-in of a directory, with the demo users in it. A directory without one is a compile error. */
export const LAPTOP_DIRECTORIES: {
  readonly [Name in Exclude<DirectoryName, 'built-in'>]: (options: DirectoryOptions) => Promise<LaptopDirectory>;
} = {
  async cognito({ port, dataDir, users }) {
    const standIn = await startCognito({ port, dataDir, policy: 'length' });
    const { url, pool } = standIn;
    const missing = demoUsers(users).filter(({ userId }) => !pool.has(userId));
    pool.putAll(missing.map((user) => poolUser(user, DEMO_PASSWORD)));
    return {
      url,
      settings: { cognitoUserPoolId: USER_POOL_ID },
      environment: { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url },
      stop: () => standIn.stop(),
    };
  },
  async webhook(options) {
    const secretName = secretNames(laptop.stage).webhook;
    const receiver = await startWebhookReceiver({ ...options, secretName });
    const settings = { webhookUrl: receiver.url, webhookAllowedNetworks: `${LOOPBACK}/32` };
    return { ...receiver, settings, environment: {} };
  },
  async ldap(options) {
    const { slapd, ...standIn } = await startLdap(options);
    return {
      ...standIn,
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
