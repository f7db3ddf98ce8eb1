import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  auditedOperations,
  auxiliaryFunctions,
  background,
  backgroundFunctions,
  type FunctionName,
  type OperationId,
  operations,
  operationsWith,
} from '../../functions/operations/index.ts';
import { BuiltInDirectory } from './built-in-directory.ts';
import type { Encryption } from './encryption.ts';
import { Grants, type GrantsProps } from './grants.ts';
import { PasswordResetFunction, type PasswordResetFunctionProps } from './password-reset-function.ts';

export interface FunctionsProps extends Omit<GrantsProps, 'account' | 'region'> {
  readonly encryption: Encryption;
}

type Kind = Pick<PasswordResetFunctionProps, 'timeout' | 'memorySize' | 'network'>;

const onTheRequestPath: Kind = { timeout: Duration.seconds(10), memorySize: 512 };
/**
 * A function with 1,769 MiB has a whole processor. At 512 argon2id (19 MiB, two passes) takes four times as long.
 * scrypt needs 128 MiB.
 */
const hashing: Kind = { ...onTheRequestPath, memorySize: 1769 };
const inTheBackground: Kind = { timeout: Duration.seconds(60), memorySize: 512 };

/** The functions. Their environments and rights follow from their declarations: `grants.ts`. */
export class Functions extends Construct {
  /** Functions of the operations that a stage with its directory has. */
  readonly operations: ReadonlyMap<OperationId, PasswordResetFunction<OperationId>>;
  readonly mailConsumer: PasswordResetFunction<'mail-consumer'>;
  readonly auditConsumer: PasswordResetFunction<'audit-consumer'>;
  readonly redelivery: PasswordResetFunction<'redelivery'>;
  readonly mailEvents: PasswordResetFunction<'mail-events'>;
  readonly auditCheckpoint: PasswordResetFunction<'audit-checkpoint'>;
  readonly settingsRecord: PasswordResetFunction<'settings-record'>;
  readonly #props: FunctionsProps;
  readonly #grants: Grants;

  /**
   * Every function that callers or events invoke. Those that a deployment invokes have no calls to watch or to shift.
   */
  get all(): readonly PasswordResetFunction<FunctionName>[] {
    return [...this.operations.values(), this.mailConsumer, this.auditConsumer, this.redelivery, this.mailEvents];
  }

  /** Functions whose logs hold audit events; `auditLogGroups` names the logs. */
  get audited(): readonly PasswordResetFunction<FunctionName>[] {
    const operations = [...this.operations].filter(([id]) => auditedOperations.includes(id));
    return [this.auditConsumer, ...operations.map(([, operation]) => operation)];
  }

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const { settings, directory } = props;
    this.#props = props;
    const { account, region } = Stack.of(this);
    this.#grants = new Grants({ ...props, account, region });
    const { network } = directory;

    const kinds: Partial<Record<OperationId, Kind>> = {
      'complete-reset': { ...(directory instanceof BuiltInDirectory ? hashing : onTheRequestPath), network },
      'log-in': hashing,
    };
    this.operations = new Map(
      operationsWith(settings.directory, settings.captchaProvider).map((id) => [
        id,
        this.#operation(id, kinds[id] ?? onTheRequestPath),
      ]),
    );
    this.mailConsumer = this.#background('mail-consumer', { network });
    this.redelivery = this.#background('redelivery', { network });
    this.mailEvents = this.#background('mail-events');
    this.auditCheckpoint = this.#background('audit-checkpoint', { shifted: false });
    this.settingsRecord = new PasswordResetFunction(this, 'settings-record', {
      settings,
      encryption: props.encryption,
      entry: auxiliaryFunctions['settings-record'],
      access: this.#grants.accessOf(background['settings-record']),
      logRetention: settings.logRetentionDays,
      provisionedConcurrency: 0,
      shifted: false,
      ...inTheBackground,
    });
    // Its log is the audit trail.
    this.auditConsumer = this.#background('audit-consumer', { logRetention: settings.auditRetentionDays });
  }

  #operation(name: OperationId, kind: Kind): PasswordResetFunction<OperationId> {
    const { settings, encryption } = this.#props;
    return new PasswordResetFunction(this, name, {
      settings,
      encryption,
      entry: operations[name].entry,
      access: this.#grants.accessOf(operations[name]),
      // Audit events that go with no write are in this log alone.
      logRetention: auditedOperations.includes(name) ? settings.auditRetentionDays : settings.logRetentionDays,
      reservedConcurrentExecutions: settings.reservedConcurrency,
      // A user waits for an operation; nobody waits for background work.
      provisionedConcurrency: settings.provisionedConcurrency,
      ...kind,
    });
  }

  #background<Name extends keyof typeof backgroundFunctions>(
    name: Name,
    own: Partial<Pick<PasswordResetFunctionProps, 'logRetention' | 'network' | 'shifted'>> = {},
  ): PasswordResetFunction<Name> {
    const { settings, encryption } = this.#props;
    return new PasswordResetFunction<Name>(this, name, {
      settings,
      encryption,
      entry: backgroundFunctions[name],
      access: this.#grants.accessOf(background[name]),
      logRetention: settings.logRetentionDays,
      provisionedConcurrency: 0,
      ...inTheBackground,
      ...own,
    });
  }
}
