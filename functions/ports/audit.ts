import type { AdministrationOrder } from '../domain/administration.ts';
import type { ArchivedObject, NamedDigest, SignedDigest } from '../domain/archive-digest.ts';
import type { CheckpointRecord } from '../domain/audit-checkpoint.ts';
import type { DirectEvent } from '../domain/audit-facts.ts';
import type { PublishedEvent } from '../domain/published-event.ts';

/** Records audit events that no table write carries, such as a refusal or a login. */
export interface AuditLog {
  record(event: DirectEvent): void;
}

/** Audit trail that auditors read. */
export interface AuditTrail {
  publish(event: PublishedEvent): void;
}

/** Orders of administrators, numbered and linked. Each is recorded before it is carried out. */
export interface OrderStore {
  /** Records an order after the last one. An order that is recorded already stays unchanged. */
  record(order: AdministrationOrder): Promise<void>;
}

/** Settings of the last deployment, for the commands of operations. */
export interface DeployedSettingsStore {
  /** @param settings JSON text; undefined if the deployment does not say */
  replace(settings: string | undefined): Promise<void>;
}

/** Checkpoints of the audit trail. Only the last one is stored; the stream publishes each. */
export interface CheckpointStore {
  last(): Promise<CheckpointRecord | undefined>;
  /** Writes the checkpoint after the last one. Returns false if another run has written it. */
  append(checkpoint: CheckpointRecord): Promise<boolean>;
}

/** Logs that hold audit events. */
export interface AuditLogs {
  /** `digest` of each event that the logs received in a period, without its end. */
  digestsBetween(from: Date, until: Date): Promise<readonly string[]>;
}

/** Archive of audit events, kept longer than the logs. */
export interface Archive {
  /** Last digest that ends at or before this time. */
  latestDigest(before: Date): Promise<NamedDigest | undefined>;
  /** Files that the archive received in a period, without its end. */
  objectsBetween(from: Date, until: Date): Promise<ArchivedObject[]>;
  /** Writes a digest. An existing digest stays unchanged. */
  putDigest(name: string, signed: SignedDigest): Promise<void>;
}

/** Signs with a key that cannot be exported. */
export interface Signer {
  sign(text: string): Promise<{ readonly key: string; readonly signature: string }>;
}
