import { AndFilter, type Entry, EqualityFilter, type Filter, FilterParser, OrFilter } from 'ldapts';
import { comparableAddress } from '../../../domain/address.ts';
import type {
  Account,
  ChangeNotes,
  Clock,
  PasswordChange,
  PasswordChangeOutcome,
  UserDirectory,
} from '../../../ports.ts';
import { CircuitBreaker } from '../../circuit-breaker.ts';
import type { LdapDialect } from './dialect.ts';
import { textsOf } from './entry.ts';
import { LdapError } from './error.ts';
import type { LdapServers, LdapSession } from './servers.ts';

/** After five outages within a minute, one call in ten seconds tries. */
const BREAKER = { outages: 5, window: 60, pause: 10 };

/** Milliseconds: a change, and the question what became of it, end within the ten seconds of the function. */
const CALL = 4000;
const OUTCOME = 2500;

/** Entries. More than one of a user ID are seen, and compared again, beside those that the server takes for alike. */
const OF_A_USER_ID = 10;
/** As many accounts of an address as any directory tells. */
const OF_AN_ADDRESS = 100;

export interface LdapDirectoryParts {
  readonly servers: LdapServers;
  readonly dialect: LdapDialect;
  readonly baseDn: string;
  readonly userIdAttribute: string;
  readonly mailAttributes: readonly string[];
  /** A filter of RFC 4515 that an account passes beside the dialect's own. */
  readonly filter?: string;
  readonly notes: ChangeNotes;
  readonly clock: Clock;
}

/**
 * Accounts in an LDAP server or Active Directory. LDAP keeps no name of a change: `notes` holds at which server it was begun and the
 * account's version before it (decision 0008).
 */
export class LdapDirectory implements UserDirectory {
  /** There are none in LDAP; what an application or Kerberos gave out lives on until it ends by itself. */
  readonly endsSessions = false;
  readonly #parts: LdapDirectoryParts;
  readonly #accounts: readonly Filter[];
  readonly #attributes: string[];
  readonly #breaker: CircuitBreaker;

  /** @throws where the filter is none */
  constructor(parts: LdapDirectoryParts) {
    this.#parts = parts;
    const filters = [parts.dialect.accounts, parts.filter].filter((filter) => filter !== undefined);
    this.#accounts = filters.map((filter) => FilterParser.parseString(filter));
    this.#attributes = [parts.userIdAttribute, ...parts.mailAttributes, ...parts.dialect.attributes];
    this.#breaker = new CircuitBreaker(parts.clock, BREAKER);
  }

  async findByUserId(userId: string): Promise<Account | undefined> {
    const entry = await this.#look((session) => this.#find(session, userId));
    return entry && this.#accountOf(entry);
  }

  /** Servers fold case, and some accents, as Unicode does, so what they find is compared again. */
  async findByAddress(address: string): Promise<Account[]> {
    const typed = comparableAddress(address);
    const filters = this.#parts.mailAttributes.map((attribute) => new EqualityFilter({ attribute, value: address }));
    const entries = await this.#look((session) => this.#search(session, new OrFilter({ filters }), OF_AN_ADDRESS));
    return entries
      .filter((entry) => this.#userIdsOf(entry).length > 0)
      .map((entry) => this.#accountOf(entry))
      .filter(({ addresses }) => addresses.some((stored) => comparableAddress(stored) === typed));
  }

  setPassword({ account, password, changeId }: PasswordChange): Promise<PasswordChangeOutcome> {
    const { dialect, notes } = this.#parts;
    return this.#ask(CALL, async (session) => {
      const entry = await this.#find(session, account);
      if (entry === undefined || this.#accountOf(entry).status !== 'active') return { kind: 'not-allowed' };
      const version = dialect.versionOf(entry);
      const note = await notes
        .note(changeId, textOfNote({ server: session.server, version }))
        .catch((cause: Error) => Promise.reject(new LdapError('note', cause.name, { cause })));
      const before = noteOf(note);
      // Servers of one directory learn of a change one after the other: only that one knows.
      if (before.server !== session.server) throw new LdapError('other-server');
      if (before.version !== version) return { kind: 'changed' };
      return dialect.setPassword(session.client, entry, password);
    });
  }

  async outcomeOf({ account, changeId }: Omit<PasswordChange, 'password'>): Promise<'changed' | 'not-changed'> {
    const note = await this.#parts.notes.read(changeId);
    if (note === undefined) return 'not-changed';
    const { server, version } = noteOf(note);
    const entry = await this.#ask(OUTCOME, (session) => this.#find(session, account), server);
    return entry === undefined || this.#parts.dialect.versionOf(entry) === version ? 'not-changed' : 'changed';
  }

  /** Looking can be repeated: the second time after an outage, if there is time left. */
  async #look<Answer>(work: (session: LdapSession) => Promise<Answer>): Promise<Answer> {
    const end = performance.now() + CALL;
    try {
      return await this.#ask(CALL, work);
    } catch (error) {
      const left = end - performance.now();
      if (!(error instanceof LdapError) || !error.isOutage || left < CALL / 4) throw error;
      return this.#ask(left, work);
    }
  }

  async #ask<Answer>(limit: number, work: (session: LdapSession) => Promise<Answer>, server?: string): Promise<Answer> {
    if (!this.#breaker.admits()) throw new LdapError('circuit-open');
    try {
      const answer = await this.#parts.servers.use(limit, work, server);
      this.#breaker.answered();
      return answer;
    } catch (error) {
      // A service account that tries a wrong password again and again is soon locked out itself.
      if (error instanceof LdapError && (error.isOutage || error.kind === 'bind')) this.#breaker.failed();
      else this.#breaker.answered();
      throw error;
    }
  }

  /** The one account of a user ID; of several nobody could say whose it is. */
  async #find(session: LdapSession, userId: string): Promise<Entry | undefined> {
    const filter = new EqualityFilter({ attribute: this.#parts.userIdAttribute, value: userId });
    const entries = await this.#search(session, filter, OF_A_USER_ID);
    const typed = comparableUserId(userId);
    const found = entries.filter((entry) => this.#userIdsOf(entry).some((id) => comparableUserId(id) === typed));
    return found.length === 1 ? found[0] : undefined;
  }

  async #search({ client }: LdapSession, filter: Filter, sizeLimit: number): Promise<Entry[]> {
    const filters = [...this.#accounts, filter];
    const { searchEntries } = await client.search(this.#parts.baseDn, {
      scope: 'sub',
      filter: new AndFilter({ filters }),
      attributes: this.#attributes,
      sizeLimit,
    });
    return searchEntries;
  }

  #accountOf(entry: Entry): Account {
    const { dialect, mailAttributes, clock } = this.#parts;
    const [userId] = this.#userIdsOf(entry);
    if (userId === undefined) throw new LdapError('unreadable', this.#parts.userIdAttribute);
    const addresses = new Set(mailAttributes.flatMap((attribute) => textsOf(entry, attribute)));
    return { userId, addresses: [...addresses], status: dialect.statusOf(entry, clock.now()) };
  }

  /** Sorted: of several the first names the account, whichever was typed, or each would have a budget of its own. */
  #userIdsOf(entry: Entry): string[] {
    return textsOf(entry, this.#parts.userIdAttribute).toSorted();
  }
}

/** Servers take more for one user ID than a person would: accents, widths, spaces around it. Case alone is folded here. */
const comparableUserId = (userId: string): string => userId.normalize('NFC').toLowerCase();

interface Note {
  readonly server: string;
  readonly version: string;
}

const textOfNote = ({ server, version }: Note): string => `${server} ${version}`;

function noteOf(text: string): Note {
  const space = text.indexOf(' ');
  return { server: text.slice(0, space), version: text.slice(space + 1) };
}
