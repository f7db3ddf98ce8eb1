import type { NamedResource } from './named-resources.ts';

/**
 * An AWS account in one region, as far as the doctor asks about it: one port for each service. Every method throws
 * where AWS refuses the call, and returns undefined for what is not there.
 */
export interface Account {
  readonly identity: Identity;
  readonly stacks: Stacks;
  readonly mail: MailService;
  readonly certificates: Certificates;
  readonly capacity: Capacity;
  readonly gateway: Gateway;
  readonly names: Names;
  readonly secrets: Secrets;
  readonly topics: Topics;
  readonly dns: Dns;
}

export interface Identity {
  /** Throws where there are no credentials, or AWS does not accept them. */
  caller(): Promise<{ readonly account: string; readonly arn: string }>;
  /** Region of the setting, the environment or the profile. */
  region(): Promise<string | undefined>;
}

export interface Stacks {
  find(name: string): Promise<Stack | undefined>;
  /** Name of the live stack that has the resource with this physical ID, if one has it. */
  ownerOf(physicalId: string): Promise<string | undefined>;
}

export interface Stack {
  /** Status of CloudFormation, such as `CREATE_COMPLETE`. */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Physical IDs by logical IDs. */
  readonly resources: Readonly<Record<string, { readonly type: string; readonly id: string }>>;
  /** Time of the last change; undefined where the stack was never changed after its creation. */
  readonly updatedAt: Date | undefined;
}

export interface MailService {
  account(): Promise<{ readonly productionAccess: boolean; readonly sendingEnabled: boolean }>;
  identity(name: string): Promise<MailIdentity | undefined>;
}

export interface MailIdentity {
  readonly verified: boolean;
  /** State of SES, such as `SUCCESS` or `PENDING`. */
  readonly dkim: string;
  /** Absent where the identity has no MAIL FROM domain of its own. */
  readonly mailFrom?: string;
}

export interface Certificates {
  /** Asks in the region of the ARN. */
  find(arn: string): Promise<Certificate | undefined>;
}

export interface Certificate {
  /** State of ACM, such as `ISSUED` or `PENDING_VALIDATION`. */
  readonly state: string;
  /** All names that it is for, with `*.` for one label. */
  readonly names: readonly string[];
  readonly expiresAt?: Date;
  /** Whether ACM renews it by itself. */
  readonly renews: boolean;
}

export interface Capacity {
  /** Lambda's quota of concurrent executions, and the part of it that no function has reserved. */
  quota(): Promise<{ readonly total: number; readonly unreserved: number }>;
  /** Executions that functions have reserved, in sum. A function that is not there has none. */
  reservedBy(functionNames: readonly string[]): Promise<number>;
  /** Version that the alias `live` of a function leads to. */
  liveVersion(functionName: string): Promise<string | undefined>;
}

export interface Gateway {
  /** ARN of the role by which API Gateway writes logs in this account and region. */
  logRole(): Promise<string | undefined>;
}

export interface TakenName {
  /** `being-deleted`: the resource is going, and its name is not free yet. */
  readonly state: 'taken' | 'being-deleted';
  /** ID that CloudFormation has for it: its name, or the ARN of a secret or topic. */
  readonly id: string;
}

export interface Names {
  /** Returns undefined where the name is free. */
  find(resource: NamedResource): Promise<TakenName | undefined>;
}

export interface Secrets {
  /** Whether a value was put after the secret was made with a random one. */
  find(name: string): Promise<{ readonly filled: boolean } | undefined>;
  /** Puts a value; the one before stays readable as the version before. */
  put(name: string, value: string): Promise<void>;
}

export interface Topics {
  subscribers(arn: string): Promise<{ readonly confirmed: number; readonly pending: number }>;
}

export type RecordType = 'A' | 'CNAME' | 'MX' | 'NS' | 'TXT';

export interface Dns {
  /** Values as public resolvers see them; empty where there is no such record. */
  resolve(name: string, type: RecordType): Promise<readonly string[]>;
  /** The zone of Route 53 with this ID. */
  zone(id: string): Promise<{ readonly name: string; readonly nameServers: readonly string[] } | undefined>;
}
