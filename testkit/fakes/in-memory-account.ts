import type { Account, Certificate, MailIdentity, RecordType, Stack } from '../../cli/doctor/account.ts';
import type { NamedResource } from '../../cli/doctor/named-resources.ts';

/** What is in an account. A test changes one thing of {@link healthyAccount}. */
export interface AccountContent {
  readonly caller: { readonly account: string; readonly arn: string } | Error;
  readonly region: string | undefined;
  readonly stacks: Readonly<Record<string, Partial<Stack>>>;
  readonly sending: { readonly productionAccess: boolean; readonly sendingEnabled: boolean } | Error;
  readonly identities: Readonly<Record<string, MailIdentity>>;
  readonly certificates: Readonly<Record<string, Certificate>>;
  readonly quota: { readonly total: number; readonly unreserved: number };
  readonly reserved: Readonly<Record<string, number>>;
  /** Versions of the aliases `live`, by the functions' names. */
  readonly live: Readonly<Record<string, string>>;
  readonly logRole: string | undefined;
  /** Names that are taken, as `type name`. */
  readonly names: Readonly<Record<string, 'taken' | 'being-deleted'>>;
  /** Stacks of resources, by the names of these. An error: the right to ask is missing. */
  readonly owners: Readonly<Record<string, string>> | Error;
  readonly secrets: Readonly<Record<string, { readonly filled: boolean }>>;
  readonly subscribers: Readonly<Record<string, { readonly confirmed: number; readonly pending: number }>>;
  /** DNS records, as `name type`. */
  readonly records: Readonly<Record<string, readonly string[]>>;
  readonly zones: Readonly<Record<string, { readonly name: string; readonly nameServers: readonly string[] }>>;
}

const orThrow = <Value extends object>(value: Value | Error): Promise<Value> =>
  value instanceof Error ? Promise.reject(value) : Promise.resolve(value);

/** An account in memory, as the doctor asks about it. */
export function accountWith(content: AccountContent): Account {
  const { stacks, identities, certificates, quota, reserved, live, names, secrets, subscribers, records, zones } =
    content;
  return {
    identity: { caller: () => orThrow(content.caller), region: () => Promise.resolve(content.region) },
    stacks: {
      async ownerOf(id) {
        if (content.owners instanceof Error) throw content.owners;
        return content.owners[id];
      },
      find(name) {
        const stack = stacks[name];
        if (stack === undefined) return Promise.resolve(undefined);
        return Promise.resolve({
          status: 'CREATE_COMPLETE',
          outputs: {},
          resources: {},
          updatedAt: undefined,
          ...stack,
        });
      },
    },
    mail: { account: () => orThrow(content.sending), identity: (name) => Promise.resolve(identities[name]) },
    certificates: { find: (arn) => Promise.resolve(certificates[arn]) },
    capacity: {
      quota: () => Promise.resolve(quota),
      reservedBy: (all) => Promise.resolve(all.reduce((sum, name) => sum + (reserved[name] ?? 0), 0)),
      liveVersion: (name) => Promise.resolve(live[name]),
    },
    gateway: { logRole: () => Promise.resolve(content.logRole) },
    names: {
      async find({ type, name }: NamedResource) {
        const state = names[`${type} ${name}`];
        return state && { state, id: name };
      },
    },
    secrets: {
      find: (name) => Promise.resolve(secrets[name]),
      put: () => Promise.reject(new Error('the doctor puts no secret')),
    },
    topics: { subscribers: (arn) => Promise.resolve(subscribers[arn] ?? { confirmed: 0, pending: 0 }) },
    dns: {
      resolve: (name: string, type: RecordType) => Promise.resolve(records[`${name} ${type}`] ?? []),
      zone: (id) => Promise.resolve(zones[id]),
    },
  };
}
