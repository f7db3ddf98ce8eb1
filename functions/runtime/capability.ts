import type { Telemetry } from './telemetry.ts';
import type { CapabilityMetric } from './metrics.ts';
import type { Clients } from './clients.ts';
import type { Parsed, Variable } from './variables.ts';

/** Kinds of items in the reset table, named by the start of their key. */
export type ItemPrefix =
  | 'RESET#'
  | 'REMINDER#'
  | 'NOTICE#'
  | 'BUDGET#'
  | 'LIMIT#'
  | 'LIMIT#mails#'
  | 'LIMIT#address#'
  | 'CAPTCHA#'
  | 'CHANGE#'
  | 'LOGIN#'
  | 'NETWORK#'
  | 'ADMIN#'
  | 'SETTINGS#'
  | 'CHECKPOINT#';

/** Actions on single items. */
export type ItemAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** Secrets of a stage that functions read. */
export type SecretName = 'pepper' | 'captcha' | 'auditSubject' | 'auditMac' | 'origin';

/**
 * One thing that a function may do, in terms of the stack's parts; lib/constructs/grants.ts turns it into IAM
 * statements.
 */
export type Right =
  | { readonly on: 'resets'; readonly items: { readonly [Prefix in ItemPrefix]?: readonly ItemAction[] } }
  | { readonly on: 'pending-index' | 'stream' }
  | { readonly on: 'users' | 'sessions'; readonly actions: readonly ItemAction[] }
  | { readonly on: 'secret'; readonly name: SecretName }
  | { readonly on: 'directory'; readonly use: 'lookup' | 'settle' | 'change' | 'refuse' }
  | { readonly on: 'mail' | 'archive' | 'event-bus' | 'audit-logs' };

/** Parts that the capabilities of one function share. */
export interface Runtime {
  readonly clients: Clients;
  readonly telemetry: Pick<Telemetry<CapabilityMetric>, 'count' | 'logger'>;
}

export type Shape = Readonly<Record<string, Variable>>;

/**
 * The unit that a function declares: its environment variables, its rights, and the adapter behind a port. The
 * environment that the function checks, the grants of its role and the wiring of its entry all follow from the
 * declaration.
 */
export interface Capability<Variables extends Shape = Shape, Port = unknown> {
  readonly variables: Variables;
  readonly rights: readonly Right[];
  readonly adapter: (environment: Parsed<Variables>, runtime: Runtime) => Port;
}

/**
 * A capability of any variables. A method's parameter is compared both ways, which a list of different ones needs.
 */
export interface AnyCapability {
  readonly variables: Shape;
  readonly rights: readonly Right[];
  adapter(environment: never, runtime: Runtime): unknown;
}

/**
 * Declares a capability. Calls are marked as pure, so that a bundle carries only the capabilities that its function
 * declares.
 */
export const capability = <Variables extends Shape, Port>(
  declared: Capability<Variables, Port>,
): Capability<Variables, Port> => declared;

/** The port that a capability gives. */
export type PortOf<Given extends AnyCapability> = ReturnType<Given['adapter']>;
