import { DataIdentifier, DataProtectionPolicy, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import type { Encryption } from './encryption.ts';
import { removalPolicyOf } from './removal.ts';

export interface StageLogGroupProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  /**
   * Name that ends in `password-reset-<stage>` or contains `password-reset-<stage>-`, as the key's policy requires.
   */
  readonly logGroupName: string;
  /** Retention in days. Default: `logRetentionDays`. */
  readonly retention?: RetentionDays;
  /**
   * True for the audit trail. It is protected from deletion with `deletionProtection`, and nothing in it is masked,
   * because a masked event would not match its digest.
   */
  readonly isTrail?: boolean;
}

/** Data that no log line may contain. If one does, it is masked: a second safeguard beside the tests. */
const MASKED = [DataIdentifier.EMAILADDRESS, DataIdentifier.AWSSECRETKEY];

/** Log group with the retention, encryption and removal policy of the stage's settings. */
export class StageLogGroup extends LogGroup {
  constructor(
    scope: Construct,
    id: string,
    { settings, encryption, logGroupName, retention, isTrail = false }: StageLogGroupProps,
  ) {
    super(scope, id, {
      logGroupName,
      retention: retention ?? settings.logRetentionDays,
      removalPolicy: removalPolicyOf(settings),
      encryptionKey: encryption.key,
      ...(isTrail
        ? { deletionProtectionEnabled: settings.deletionProtection }
        : { dataProtectionPolicy: new DataProtectionPolicy({ identifiers: MASKED }) }),
    });
  }
}
