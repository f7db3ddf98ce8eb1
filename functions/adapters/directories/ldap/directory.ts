import { AndFilter, type Entry, EqualityFilter, type Filter, FilterParser, OrFilter } from 'ldapts';
import { comparableAddress, type Account } from '../../../domain/account.ts';
import type { ChangeNotes, Clock, PasswordChange, PasswordChangeOutcome, UserDirectory } from '../../../ports.ts';
import { CircuitBreaker } from '../../circuit-breaker.ts';
import { type LdapDialect, textsOf } from './dialect.ts';
import { LdapError } from '../directory-error.ts';
import type { LdapServers, LdapSession } from './servers.ts';

/** After five outages within 60 seconds, one call per 10 seconds is tried. */
const BREAKER = { outages: 5, window: 60, pause: 10 };

/** Milliseconds. A change and the question for its outcome fit together into the function's timeout of 10 seconds. */
const CALL = 4000;
const OUTCOME = 2500;

/**
 * Maximum number of entries for a user ID. Servers match more loosely than this adapter does, so several entries may
 * have to be compared.
 */
const OF_A_USER_ID = 10;
/** Maximum number of accounts for an address, as in all directories. */
const OF_AN_ADDRESS = 100;

/** Servers, dialect and settings of an LDAP directory. */
export interface LdapDirectoryParts {
  readonly servers: LdapServers;
  readonly dialect: LdapDialect;
  readonly baseDn: string;
  readonly userIdAttribute: string;
  readonly mailAttributes: readonly string[];
  /** Filter of RFC 4515 that accounts must match, besides the dialect's own. */
  readonly filter?: string;
  readonly notes: ChangeNotes;
  readonly clock: Clock;
}

/**
 * Accounts in an LDAP server or Active Directory. LDAP keeps no ID of a change: `notes` stores the server at which
 * the change was started and the account's version before it (decision 0008).
 */
export class LdapDirectory implements UserDirectory {
  /** LDAP has no sessions. Sessions of applications and Kerberos tickets stay valid until they expire. */
  readonly endsSessions = false;
  readonly #parts: LdapDirectoryParts;
  readonly #accounts: readonly Filter[];
  readonly #attributes: string[];
  readonly #breaker: CircuitBreaker;

  /** @throws if the filter is invalid */
  constructor(parts: LdapDirectoryParts) {
    this.#parts = parts;
    const filters = [parts.dialect.accounts, parts.filter].filter((filter) => filter !== undefined);
    this.#accounts = filters.map((filter) => FilterParser.parseString(filter));
    this.#attributes = [parts.userIdAttribute, ...parts.mailAttributes, ...parts.dialect.attributes];
    this.#breaker = new CircuitBreaker(parts.clock, BREAKER);
  }

  async findByUserId(userId: string): Promise<Account | undefined> {
    const entry = await this.#read((session) => this.#find(session, userId));
    return entry && this.#accountOf(entry);
  }

  /**
   * Finds the accounts of an address. Servers fold case and some accents as Unicode does, so their results are
   * compared again.
   */
  async findByAddress(address: string): Promise<Account[]> {
    const typed = comparableAddress(address);
    const filters = this.#parts.mailAttributes.map((attribute) => new EqualityFilter({ attribute, value: address }));
    const entries = await this.#read((session) => this.#search(session, new OrFilter({ filters }), OF_AN_ADDRESS));
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
      // Servers of one directory replicate a change with delay, so only that server knows of it.
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

  /** Reads from the directory. A read may be repeated: after an outage it is tried again if there is time left. */
  async #read<Answer>(work: (session: LdapSession) => Promise<Answer>): Promise<Answer> {
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
      // Repeated wrong passwords would lock the service account out.
      if (error instanceof LdapError && (error.isOutage || error.kind === 'bind')) this.#breaker.failed();
      else this.#breaker.answered();
      throw error;
    }
  }

  /** Finds the only account of a user ID; undefined if several match, because none of them is certain. */
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

  /**
   * User IDs of an entry, sorted. The first one names the account whichever was typed; otherwise each would have its
   * own budget.
   */
  #userIdsOf(entry: Entry): string[] {
    return textsOf(entry, this.#parts.userIdAttribute).toSorted();
  }
}

/**
 * Form of a user ID for comparison: only case is folded. Servers also ignore accents, widths and surrounding spaces.
 */
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
