import { AndFilter, type Entry, EqualityFilter, type Filter, FilterParser, OrFilter } from 'ldapts';
import { comparableAddress, type Account, foldedUserId, usableAddresses } from '../../../domain/account.ts';
import { writtenForms } from '../../../domain/address.ts';
import type { ChangeNotes, Clock, PasswordChange, PasswordChangeOutcome, UserDirectory } from '../../../ports.ts';
import { CircuitBreaker } from '../../circuit-breaker.ts';
import { type LdapDialect, textsOf } from './dialect.ts';
import { LdapError } from '../directory-error.ts';
import { noteOf, textOfNote } from './note.ts';
import { NotedChanges } from '../noted-changes.ts';
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
  /** Attributes that may have a typed user ID. The first one names the account. */
  readonly userIdAttributes: readonly string[];
  /** Domain in user IDs such as `CORP\alice`, without regard to case. Absent: such user IDs find nobody. */
  readonly domain?: string;
  /** An address that belongs to exactly one account finds it. Default: false. */
  readonly addressAsUserId?: boolean;
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
  readonly #changes: NotedChanges;
  readonly #breaker: CircuitBreaker;

  /** @throws if the filter is invalid */
  constructor(parts: LdapDirectoryParts) {
    this.#parts = parts;
    const filters = [parts.dialect.accounts, parts.filter].filter((filter) => filter !== undefined);
    this.#accounts = filters.map((filter) => FilterParser.parseString(filter));
    this.#attributes = [...parts.userIdAttributes, ...parts.mailAttributes, ...parts.dialect.attributes];
    this.#changes = new NotedChanges(parts.notes, (cause) => new LdapError('note', cause.name, { cause }));
    this.#breaker = new CircuitBreaker(parts.clock, BREAKER);
  }

  async findByUserId(userId: string): Promise<Account | undefined> {
    const entry = await this.#read((session) => this.#findTyped(session, userId));
    return entry && this.#accountOf(entry);
  }

  /**
   * Finds the accounts of an address. Servers fold case and some accents as Unicode does, so their results are
   * compared again.
   */
  async findByAddress(address: string): Promise<Account[]> {
    const entries = await this.#read((session) => this.#entriesAt(session, address));
    return entries.map((entry) => this.#accountOf(entry));
  }

  setPassword({ account: named, password, changeId, accepts }: PasswordChange): Promise<PasswordChangeOutcome> {
    return this.#ask(CALL, async (session) => {
      const entry = await this.#find(session, named);
      if (entry === undefined) return { kind: 'not-allowed' };
      const account = this.#accountOf(entry);
      if (await this.#tookPlace(entry, changeId, session.server)) return { kind: 'changed' };
      if (account.status !== 'active') return { kind: 'not-allowed' };
      const { userId, mark } = account;
      if (!accepts(account) || !(await this.#changes.claim(userId, mark, changeId))) return { kind: 'account-changed' };
      const version = this.#parts.dialect.versionOf(entry);
      await this.#changes.note(changeId, textOfNote({ server: session.server, mark, version }));
      const outcome = await this.#parts.dialect.setPassword(session.client, entry, password);
      await (outcome.kind === 'changed'
        ? this.#changes.tookPlace(userId, changeId)
        : this.#changes.release(userId, mark, changeId));
      return outcome;
    });
  }

  async outcomeOf({
    account,
    changeId,
  }: Pick<PasswordChange, 'account' | 'changeId'>): Promise<'changed' | 'not-changed'> {
    const note = await this.#changes.before(changeId);
    if (note === undefined) return 'not-changed';
    const { server } = noteOf(note);
    const tookPlace = await this.#ask(
      OUTCOME,
      async (session) => {
        const entry = await this.#find(session, account);
        return entry !== undefined && this.#tookPlace(entry, changeId, server);
      },
      server,
    );
    return tookPlace ? 'changed' : 'not-changed';
  }

  /** Replaces the password by one that nobody knows. LDAP has no sessions to end. */
  refusePassword({ account, changeId }: Pick<PasswordChange, 'account' | 'changeId'>): Promise<void> {
    return this.#ask(CALL, async (session) => {
      const entry = await this.#find(session, account);
      if (entry === undefined) return;
      const { userId, mark, status } = this.#accountOf(entry);
      if (status === 'federated') return;
      await this.#changes.refuse(userId, mark, changeId, () =>
        this.#parts.dialect.replacePassword(session.client, entry),
      );
    });
  }

  /** @throws LdapError if the change was started at another server */
  async #tookPlace(entry: Entry, changeId: string, asked: string): Promise<boolean> {
    const note = await this.#changes.before(changeId);
    if (note === undefined) return false;
    const { server, mark, version } = noteOf(note);
    // Servers of one directory replicate a change with delay, so only that server knows of it.
    if (server !== asked) throw new LdapError('other-server');
    const { userId } = this.#accountOf(entry);
    if (!this.#parts.dialect.changedSince(version, entry)) return false;
    if (!(await this.#changes.isClaimant(userId, mark, changeId))) return false;
    await this.#changes.tookPlace(userId, changeId);
    return true;
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

  /** Finds the only account of what a person typed: a user ID, with a domain or without, or an address. */
  async #findTyped(session: LdapSession, typed: string): Promise<Entry | undefined> {
    const { domain, addressAsUserId, userIdAttributes } = this.#parts;
    const [prefix = '', name] = typed.split('\\', 2);
    const isOfDomain = domain !== undefined && name !== undefined && prefix.toLowerCase() === domain.toLowerCase();
    const found = await this.#findBy(session, userIdAttributes, isOfDomain ? typed.slice(prefix.length + 1) : typed);
    if (found !== undefined || addressAsUserId !== true || !typed.includes('@')) return found;
    const owners = await this.#entriesAt(session, typed);
    return owners.length === 1 ? owners[0] : undefined;
  }

  /** Finds the only account with this name. */
  #find(session: LdapSession, userId: string): Promise<Entry | undefined> {
    return this.#findBy(session, this.#parts.userIdAttributes.slice(0, 1), userId);
  }

  /** Finds the only account with this user ID; undefined if several match, because none of them is certain. */
  async #findBy(session: LdapSession, attributes: readonly string[], userId: string): Promise<Entry | undefined> {
    const filters = attributes.map((attribute) => new EqualityFilter({ attribute, value: userId }));
    const entries = await this.#search(session, new OrFilter({ filters }), OF_A_USER_ID);
    const typed = foldedUserId(userId);
    const idsOf = (entry: Entry) => attributes.flatMap((attribute) => textsOf(entry, attribute));
    const found = entries
      .filter((entry) => this.#namesOf(entry).length > 0)
      .filter((entry) => idsOf(entry).some((id) => foldedUserId(id) === typed));
    return found.length === 1 ? found[0] : undefined;
  }

  /** Entries with this address. */
  async #entriesAt(session: LdapSession, address: string): Promise<Entry[]> {
    const typed = comparableAddress(address);
    const { mailAttributes } = this.#parts;
    const filters = mailAttributes.flatMap((attribute) =>
      writtenForms(address).map((value) => new EqualityFilter({ attribute, value })),
    );
    const entries = await this.#search(session, new OrFilter({ filters }), OF_AN_ADDRESS);
    const addressesOf = (entry: Entry) => mailAttributes.flatMap((attribute) => textsOf(entry, attribute));
    return entries
      .filter((entry) => this.#namesOf(entry).length > 0)
      .filter((entry) => addressesOf(entry).some((stored) => comparableAddress(stored) === typed));
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
    const [userId] = this.#namesOf(entry);
    if (userId === undefined) throw new LdapError('unreadable', this.#parts.userIdAttributes[0]);
    const addresses = new Set(usableAddresses(mailAttributes.flatMap((attribute) => textsOf(entry, attribute))));
    const status = dialect.statusOf(entry, clock.now());
    return { userId, addresses: [...addresses], status, mark: dialect.markOf(entry) };
  }

  /**
   * Values of the attribute that names an account, sorted. The first one is its user ID whatever was typed; otherwise
   * each would have its own budget.
   */
  #namesOf(entry: Entry): string[] {
    const [attribute = ''] = this.#parts.userIdAttributes;
    return textsOf(entry, attribute).toSorted();
  }
}
