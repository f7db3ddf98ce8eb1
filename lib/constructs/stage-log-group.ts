import { DataIdentifier, DataProtectionPolicy, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import type { Encryption } from './encryption.ts';
import { removalPolicyOf } from './removal.ts';

export interface StageLogGroupProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  /** Ends in `password-reset-<stage>` or has `password-reset-<stage>-` in it: the key's policy admits no other. */
  readonly logGroupName: string;
  /** In days. Left out: `logRetentionDays`. */
  readonly retention?: RetentionDays;
  /**
   * True for the audit trail: it cannot be deleted while data is retained, and nothing in it is masked, because a masked event would
   * not be what its digest is of.
   */
  readonly isTrail?: boolean;
}

/** What no log line may hold. Should one all the same, nobody reads it who may not unmask: a backstop, beside the tests. */
const MASKED = [DataIdentifier.EMAILADDRESS, DataIdentifier.AWSSECRETKEY];

/** A log group that is kept, encrypted and deleted as the stage's settings say. */
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
        ? { deletionProtectionEnabled: settings.retainData }
        : { dataProtectionPolicy: new DataProtectionPolicy({ identifiers: MASKED }) }),
    });
  }
}
