import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'ldapts';
import { generate } from 'selfsigned';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { LOOPBACK } from './loopback.ts';
import {
  addTree,
  ADMINISTRATOR,
  SERVICE_DN,
  serviceAccount,
  slapdConf,
  slapdInstallation,
  type SlapdSetup,
} from './slapd-setup.ts';

/** Thrown where there is no OpenLDAP server on this computer. */
export class SlapdMissing extends Error {
  override readonly name = 'SlapdMissing';
  constructor() {
    super(
      'The directory ldap runs over a real OpenLDAP server, which is not installed: sudo apt-get install slapd, or brew install openldap.',
    );
  }
}

export const hasSlapd = (): boolean => slapdInstallation() !== undefined;

export interface Slapd {
  /** `ldaps://` with an address of the loopback interface. */
  readonly url: string;
  /** PEM that the server's certificate is checked with. */
  readonly certificate: string;
  /** PEM of the certificate's key. */
  readonly key: string;
  /** Does some work as the administrator of the server. */
  administer<Answer>(work: (client: Client) => Promise<Answer>): Promise<Answer>;
  /** Whether the server accepts this DN with this password. */
  bind(dn: string, password: string): Promise<boolean>;
  setServicePassword(password: string): Promise<void>;
  stop(): Promise<void>;
}

export interface SlapdOptions extends SlapdSetup {
  readonly port: number;
}

/**
 * Starts an OpenLDAP server of its own on 127.0.0.1, over TLS alone, with configuration, certificate and data in
 * `dataDir`.
 *
 * @throws SlapdMissing
 */
export async function startSlapd(options: SlapdOptions): Promise<Slapd> {
  const installation = slapdInstallation();
  if (installation === undefined) throw new SlapdMissing();
  const file = (name: string) => join(options.dataDir, name);
  mkdirSync(file('data'), { recursive: true });
  const { cert: certificate, private: key } = await certificateIn(options.dataDir);
  writeFileSync(file('server.pem'), certificate);
  writeFileSync(file('key.pem'), key, { mode: 0o600 });
  writeFileSync(file('slapd.conf'), slapdConf(installation, options), { mode: 0o600 });
  const url = `ldaps://${LOOPBACK}:${options.port}`;
  const child = spawn(installation.program, ['-f', file('slapd.conf'), '-h', url, '-d', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said = `${said}${text.toString()}`.slice(-2000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      said += error.message;
      resolve();
    });
    child.once('exit', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const connected = async <Answer>(work: (client: Client) => Promise<Answer>): Promise<Answer> => {
    const client = new Client({ url, connectTimeout: 5000, timeout: 20_000, tlsOptions: { ca: certificate } });
    try {
      return await work(client);
    } finally {
      await client.unbind();
    }
  };
  const administer: Slapd['administer'] = (work) =>
    connected(async (client) => {
      await client.bind(ADMINISTRATOR.dn, ADMINISTRATOR.password);
      return work(client);
    });
  const bind: Slapd['bind'] = (dn, password) =>
    connected((client) =>
      client.bind(dn, password).then(
        () => true,
        () => false,
      ),
    );
  let running = true;
  void ended.then(() => {
    running = false;
  });
  for (let tries = 0; ; tries++) {
    if (!running) throw new Error(`The OpenLDAP server has ended: ${said}`);
    try {
      await administer((client) => addTree(client, options));
      break;
    } catch (error) {
      if (tries < 100 && running && (error as NodeJS.ErrnoException).code === 'ECONNREFUSED') {
        await wait(50);
        continue;
      }
      await stop();
      throw error;
    }
  }
  return {
    url,
    certificate,
    key,
    administer,
    bind,
    setServicePassword: (password) => administer((client) => put(client, SERVICE_DN, serviceAccount(password))),
    stop,
  };
}

interface KeyPair {
  readonly cert: string;
  readonly private: string;
}

/** The type of an IP address among the names of a certificate (RFC 5280, 4.2.1.6). */
const IP_ADDRESS = 7;

/** Kept between runs: the stack knows it by a setting. */
async function certificateIn(dataDir: string): Promise<KeyPair> {
  const file = join(dataDir, 'certificate.json');
  const kept = readJsonFile<KeyPair>(file);
  if (kept !== undefined) return kept;
  const made = await generate([{ name: 'commonName', value: LOOPBACK }], {
    algorithm: 'sha256',
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + 3650 * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: IP_ADDRESS, ip: LOOPBACK }] },
    ],
  });
  const pair = { cert: made.cert, private: made.private };
  writeJsonFile(file, pair);
  return pair;
}

/** Puts an entry in the place of the one that is there. */
export async function put(client: Client, dn: string, attributes: Record<string, string | string[]>): Promise<void> {
  await client.del(dn).catch(() => undefined);
  await client.add(dn, attributes);
}
