import { Client, ResultCodeError } from 'ldapts';
import { LdapError } from '../directory-error.ts';

/** Milliseconds for reaching a server, and for one answer of it. */
const STEP = 1500;

export interface LdapServersParts {
  /** `ldaps://` and a host each, in the order in which they are tried. */
  readonly urls: readonly string[];
  readonly bindDn: string;
  /** Asked at each connection, so that a password which was replaced is taken up with the next one. */
  readonly bindPassword: () => Promise<string>;
  /** PEM of who may sign the servers' certificates; absent: those whom Node trusts. */
  readonly certificateAuthority?: string;
}

/** A connection that the service account is bound to. */
export interface LdapSession {
  readonly client: Client;
  /** The server's URL. */
  readonly server: string;
}

/**
 * Opens connections over TLS 1.2 or newer, with the certificate's chain and host checked whatever the environment says. Nothing is kept
 * between calls: a function that was frozen wakes up with sockets that are dead.
 */
export class LdapServers {
  readonly #parts: LdapServersParts;

  /** @throws where a URL is not `ldaps://` */
  constructor(parts: LdapServersParts) {
    if (!parts.urls.every((url) => url.startsWith('ldaps://')))
      throw new Error('the URL of an LDAP server must begin with ldaps://');
    this.#parts = parts;
  }

  /**
   * Does some work at the first server that can be reached, or at the one that is named.
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
    // An empty one would be an anonymous bind, which servers let in (RFC 4513, 5.1.2).
    if (password === '') throw new LdapError('bind');
    try {
      await client.bind(this.#parts.bindDn, password);
    } catch (error) {
      const known = ldapErrorOf(error);
      throw known.kind === 'result' && !known.isOutage ? new LdapError('bind', known.detail, { cause: known }) : known;
    }
  }
}

/** What ldapts threw, as a fault of the directory. */
function ldapErrorOf(error: unknown): LdapError {
  if (error instanceof LdapError) return error;
  if (error instanceof ResultCodeError) return new LdapError('result', error.code, { cause: error });
  return new LdapError('unreachable', (error as NodeJS.ErrnoException | undefined)?.code, { cause: error });
}
