import type { AdministrationEventName, AuditEvent } from './audit-event.ts';
import { randomToken } from './digest.ts';
import { epochSeconds } from './moment.ts';

/**
 * Order of an administrator, as an item of the request table. The table's stream brings it to the audit trail, as it
 * does each step of a request; only the audit consumer writes that trail.
 */
export interface AdministrationRecord {
  readonly key: string;
  readonly kind: 'administration';
  /** Keyed digest of the user ID or address that the order is about. */
  readonly subject?: string;
  /** ID of the key of `subject`. */
  readonly subjectKey?: string;
  /** Epoch seconds, the TTL attribute of the table. The stream has received the item by then. */
  readonly expiresAt: number;
  readonly lastEvent: AuditEvent;
}

const ADMINISTRATION = 'ADMIN#';

/** Seconds. Nothing reads the item after the stream. */
const LIFETIME = 3600;

/**
 * Makes the item of an order.
 *
 * @param by ARN of the administrator, as AWS reports it
 */
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
    /** ID of the order, if it may be recorded twice; random by default. */
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

/** Settings of a deployment: a fingerprint of each value, by name. */
export type SettingsPrints = Readonly<Record<string, string>>;

/** Names of the settings that differ, in alphabetical order. A setting that is new or removed differs. */
export const changedSettings = (before: SettingsPrints, after: SettingsPrints): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .toSorted();
