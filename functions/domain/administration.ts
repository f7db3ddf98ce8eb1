import type { AdministrationEventName, AuditEvent } from './audit-event.ts';
import { randomToken } from './digest.ts';
import { epochSeconds } from './moment.ts';

/**
 * An administrator's order, as an item of the request table: the table's stream brings it to the audit trail as it brings
 * every step of a request, and nobody but the audit consumer writes that trail.
 */
export interface AdministrationRecord {
  readonly key: string;
  readonly kind: 'administration';
  /** Keyed digest of the user ID or address that it concerns. */
  readonly subject?: string;
  /** Version of its key. */
  readonly subjectKey?: string;
  /** Epoch seconds, the table's TTL attribute: the stream has the item by then. */
  readonly expiresAt: number;
  readonly lastEvent: AuditEvent;
}

const ADMINISTRATION = 'ADMIN#';

/** Seconds. Nobody reads the item again. */
const LIFETIME = 3600;

/** @param by the ARN that AWS knows the administrator by */
export const administrationOrder = (
  event: AdministrationEventName,
  {
    at,
    by,
    reason,
    id = randomToken(),
    ...subject
  }: {
    readonly at: Date;
    readonly by: string;
    readonly reason?: string;
    /** Names the order, where it may be told twice. */
    readonly id?: string;
    readonly subject?: string;
    readonly subjectKey?: string;
  },
): AdministrationRecord => ({
  key: `${ADMINISTRATION}${id}`,
  kind: 'administration',
  ...subject,
  expiresAt: epochSeconds(at) + LIFETIME,
  lastEvent: { event, at: at.toISOString(), actor: 'administrator', by, ...(reason !== undefined && { reason }) },
});

/** Settings as a deployment tells them: a fingerprint of each value, by name. */
export type SettingsPrints = Readonly<Record<string, string>>;

/** The names of the settings that differ, in alphabetical order. A setting that is new or gone differs. */
export const changedSettings = (before: SettingsPrints, after: SettingsPrints): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .toSorted();
