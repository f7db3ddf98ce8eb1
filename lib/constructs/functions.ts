import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { EnvironmentVariablesOf } from '../../functions/runtime/environment.ts';
import {
  auxiliaryFunctions,
  backgroundFunctions,
  type FunctionName,
  type OperationId,
  operations,
} from '../../functions/operations/index.ts';
import { AUDITED_OPERATIONS } from '../stage-names.ts';
import type { Access } from './access.ts';
import { BuiltInDirectory } from './built-in-directory.ts';
import type { Encryption } from './encryption.ts';
import { functionAccess, type FunctionAccess, type FunctionAccessProps } from './function-access.ts';
import { PasswordResetFunction, type PasswordResetFunctionProps } from './password-reset-function.ts';

export interface FunctionsProps extends FunctionAccessProps {
  readonly encryption: Encryption;
}

type Kind = Pick<PasswordResetFunctionProps<FunctionName>, 'timeout' | 'memorySize' | 'network'>;

const onTheRequestPath: Kind = { timeout: Duration.seconds(10), memorySize: 512 };
/** From 1,769 MiB a function has a whole processor; argon2id (19 MiB, two passes) would take four times as long at 512. scrypt needs 128 MiB of it. */
const hashing: Kind = { ...onTheRequestPath, memorySize: 1769 };
const inTheBackground: Kind = { timeout: Duration.seconds(60), memorySize: 512 };

/** The functions. What each may do is in `function-access.ts`. */
export class Functions extends Construct {
  /** Those that a stage with its directory has. */
  readonly operations: ReadonlyMap<OperationId, PasswordResetFunction<OperationId>>;
  readonly mailConsumer: PasswordResetFunction<'mail-consumer'>;
  readonly auditConsumer: PasswordResetFunction<'audit-consumer'>;
  readonly redelivery: PasswordResetFunction<'redelivery'>;
  readonly mailEvents: PasswordResetFunction<'mail-events'>;
  readonly settingsRecord: PasswordResetFunction<'settings-record'>;
  readonly #props: FunctionsProps;
  readonly #access: FunctionAccess;

  /** Every function that people or events call. What a deployment calls is not among them: it has no calls to watch or to shift. */
  get all(): readonly PasswordResetFunction<FunctionName>[] {
    return [...this.operations.values(), this.mailConsumer, this.auditConsumer, this.redelivery, this.mailEvents];
  }

  /** Those in whose logs audit events stand: of the names that `auditLogGroups` gives. */
  get audited(): readonly PasswordResetFunction<FunctionName>[] {
    const operations = [...this.operations].filter(([id]) => AUDITED_OPERATIONS.includes(id));
    return [this.auditConsumer, ...operations.map(([, operation]) => operation)];
  }

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const { settings, directory } = props;
    this.#props = props;
    this.#access = functionAccess(props);
    const { network } = directory;

    const kinds: Partial<Record<OperationId, Kind>> = {
      'complete-reset': { ...(directory instanceof BuiltInDirectory ? hashing : onTheRequestPath), network },
      'log-in': hashing,
    };
    const accesses = Object.entries(this.#access.operations) as [
      OperationId,
      Access<EnvironmentVariablesOf<OperationId>>,
    ][];
    this.operations = new Map(
      accesses.map(([name, access]) => [name, this.#operation(name, access, kinds[name] ?? onTheRequestPath)]),
    );
    this.mailConsumer = this.#background('mail-consumer', { network });
    this.redelivery = this.#background('redelivery', { network });
    this.mailEvents = this.#background('mail-events');
    this.settingsRecord = new PasswordResetFunction(this, 'settings-record', {
      settings,
      encryption: props.encryption,
      entry: auxiliaryFunctions['settings-record'],
      access: this.#access.auxiliary['settings-record'],
      logRetention: settings.logRetentionDays,
      provisionedConcurrency: 0,
      shifted: false,
      ...inTheBackground,
    });
    // Its log is the audit trail.
    this.auditConsumer = this.#background('audit-consumer', { logRetention: settings.auditRetentionDays });
  }

  #operation(
    name: OperationId,
    access: Access<EnvironmentVariablesOf<OperationId>>,
    kind: Kind,
  ): PasswordResetFunction<OperationId> {
    const { settings, encryption } = this.#props;
    return new PasswordResetFunction(this, name, {
      settings,
      encryption,
      entry: operations[name].entry,
      access,
      // What it tells an auditor stands in its log alone.
      logRetention: AUDITED_OPERATIONS.includes(name) ? settings.auditRetentionDays : settings.logRetentionDays,
      reservedConcurrentExecutions: settings.reservedConcurrency,
      // A person waits for a step; nobody waits for what is done in the background.
      provisionedConcurrency: settings.provisionedConcurrency,
      ...kind,
    });
  }

  #background<Name extends keyof typeof backgroundFunctions>(
    name: Name,
    own: Partial<Pick<PasswordResetFunctionProps<Name>, 'logRetention' | 'network'>> = {},
  ): PasswordResetFunction<Name> {
    const { settings, encryption } = this.#props;
    return new PasswordResetFunction<Name>(this, name, {
      settings,
      encryption,
      entry: backgroundFunctions[name],
      access: this.#access.background[name],
      logRetention: settings.logRetentionDays,
      provisionedConcurrency: 0,
      ...inTheBackground,
      ...own,
    });
  }
}
