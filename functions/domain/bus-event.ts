import * as z from 'zod/mini';
import { type AuditEventName, OUTCOMES } from './audit-event.ts';

/**
 * Audit events that applications get on the event bus. Refusals and suppressed mails are not among them: they would
 * show a subscriber which user IDs exist. Logins and limits are not either: no write carries them.
 */
export const BUS_EVENTS = [
  'reset_requested',
  'otp_mailed',
  'otp_verified',
  'otp_locked',
  'password_changed',
  'password_not_changed',
  'sessions_ended',
  'change_notified',
  'password_revoked',
  'reset_cancelled',
  'reported_not_me',
  'mail_bounced',
  'mail_complained',
] as const satisfies readonly AuditEventName[];

/** Version of {@link busEvent}. It increases when a field is removed or changes its meaning, not when one is added. */
export const BUS_SCHEMA_VERSION = 1;

const text = () => z.string().check(z.minLength(1));

/**
 * Event as applications get it: part of an audit event. Where from and by whom a request was made stays in the trail.
 */
const fields = () => ({
  schema: z.literal(BUS_SCHEMA_VERSION),
  /** `<request>:<sequence>`. Two events with the same ID are one that was delivered twice. */
  id: text(),
  event: z.enum(BUS_EVENTS),
  outcome: z.enum([...new Set(Object.values(OUTCOMES))]),
  /** Word from a closed list; absent if an administrator gave a reason of their own. */
  reason: z.optional(text()),
  /** UTC, milliseconds. */
  at: z.iso.datetime({ precision: 3 }),
  actor: z.enum(['self', 'administrator', 'system']),
  /** Digest that identifies the request; the same for all its events. */
  request: text(),
  /** Number of the event within its request. Other events of the request, which are not sent, have numbers too. */
  sequence: z.int().check(z.minimum(1)),
  /** Short string that the page and the mail show. */
  reference: z.optional(text()),
  /** State of the request after the event. */
  state: z.optional(text()),
  /** Keyed digest of the user ID. */
  subject: z.optional(text()),
  /** First 8 characters of the version of the key of `subject`. */
  subjectKey: z.optional(text()),
  /** Kind of the mail that the event is about. */
  mail: z.optional(text()),
});

/** Schema of an event on the bus. A field that is not listed is dropped. */
export const busEvent = () => z.object(fields());

export type BusEvent = Readonly<z.output<ReturnType<typeof busEvent>>>;

const logLine = z.object({
  audit: z.looseObject({ event: z.string(), actor: z.string(), reason: z.optional(text()) }),
});

const NAMES: ReadonlySet<string> = new Set(BUS_EVENTS);

/**
 * Returns the event of a line of the audit trail; undefined for an event that applications do not get.
 *
 * @throws where a line with such an event is not as the audit consumer writes it
 */
export function busEventIn(line: string): BusEvent | undefined {
  const { audit } = logLine.parse(JSON.parse(line));
  if (!NAMES.has(audit.event)) return undefined;
  const { reason, ...rest } = audit;
  const [word] = audit.actor === 'administrator' ? [] : (reason?.split(' ') ?? []);
  return busEvent().parse({ ...rest, schema: BUS_SCHEMA_VERSION, ...(word !== undefined && { reason: word }) });
}

/** Published JSON Schema: docs/reference/bus-event.schema.json. */
export const busEventJsonSchema = (): unknown => ({
  $id: 'urn:schema:password-reset:bus-event:1',
  title: 'Event of the password reset on the event bus',
  ...z.toJSONSchema(busEvent()),
});
