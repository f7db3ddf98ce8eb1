import { Client, ResultCodeError } from 'ldapts';
import { LdapError } from '../directory-error.ts';

/** Milliseconds for connecting to a server, and for each of its answers. */
const STEP = 1500;

/** Servers and service account. */
export interface LdapServersParts {
  /** URLs with `ldaps://` and a host, in the order in which they are tried. */
  readonly urls: readonly string[];
  readonly bindDn: string;
  /** Read for each connection, so that a replaced password applies from the next one on. */
  readonly bindPassword: () => Promise<string>;
  /** PEM of the certificate authority of the servers; if absent, Node's list applies. */
  readonly certificateAuthority?: string;
}

/** Connection that is bound to the service account. */
export interface LdapSession {
  readonly client: Client;
  /** URL of the server. */
  readonly server: string;
}

/**
 * Opens connections over TLS 1.2 or newer. The certificate's chain and host are always checked, whatever the
 * environment says. Connections are not kept between calls: a function that was frozen wakes up with dead sockets.
 */
export class LdapServers {
  readonly #parts: LdapServersParts;

  /** @throws if a URL does not begin with `ldaps://` */
  constructor(parts: LdapServersParts) {
    if (!parts.urls.every((url) => url.startsWith('ldaps://')))
      throw new Error('the URL of an LDAP server must begin with ldaps://');
    this.#parts = parts;
  }

  /**
   * Does some work at the first server that can be reached, or at the given one.
   *
   * @param limit milliseconds for all of it
   * @throws LdapError
   */
  async use<Answer>(limit: number, work: (session: LdapSession) => Promise<Answer>, server?: string): Promise<Answer> {
    const opened: Client[] = [];
    const deadline = Promise.withResolvers<never>();
    const timer = setTimeout(() => deadline.reject(new LdapError('timeout')), limit);
    const all = async () => {
      const session = await this.#open(server === undefined ? this.#parts.urls : [server], opened);
      return work(session);
    };
    try {
      return await Promise.race([all(), deadline.promise]);
    } catch (error) {
      throw ldapErrorOf(error);
    } finally {
      clearTimeout(timer);
      for (const client of opened) void client.unbind().catch(() => undefined);
    }
  }

  async #open(urls: readonly string[], opened: Client[]): Promise<LdapSession> {
    let outage = new LdapError('unreachable');
    for (const server of urls) {
      const client = this.#clientOf(server);
      opened.push(client);
      try {
        await this.#bind(client);
        return { client, server };
      } catch (error) {
        outage = ldapErrorOf(error);
        if (!outage.isOutage) throw outage;
      }
    }
    throw outage;
  }

  #clientOf(url: string): Client {
    return new Client({
      url,
      connectTimeout: STEP,
      timeout: STEP,
      tlsOptions: { ca: this.#parts.certificateAuthority, minVersion: 'TLSv1.2', rejectUnauthorized: true },
    });
  }

  async #bind(client: Client): Promise<void> {
    const password = await this.#parts.bindPassword();
    // An empty password would be an anonymous bind, which servers accept (RFC 4513, 5.1.2).
    if (password === '') throw new LdapError('bind');
    try {
      await client.bind(this.#parts.bindDn, password);
    } catch (error) {
      const known = ldapErrorOf(error);
      throw known.kind === 'result' && !known.isOutage ? new LdapError('bind', known.detail, { cause: known }) : known;
    }
  }
}

/** Converts an error of ldapts. */
function ldapErrorOf(error: unknown): LdapError {
  if (error instanceof LdapError) return error;
  if (error instanceof ResultCodeError) return new LdapError('result', error.code, { cause: error });
  return new LdapError('unreachable', (error as NodeJS.ErrnoException | undefined)?.code, { cause: error });
}
