import * as z from 'zod/mini';
import { OUTCOMES, type AuditEventName } from './audit-event.ts';
import { MAIL_KINDS } from './delivery.ts';

/**
 * Version of {@link publishedEvent}. It increases when a field is removed or changes its meaning, not when one is
 * added.
 */
export const SCHEMA_VERSION = 1;

const text = () => z.string().check(z.minLength(1));
/** SHA-256 or HMAC-SHA-256, as base64url. */
const digest = () => z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** 128 bits of a keyed digest, as base64url. */
const shortDigest = () => z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));
const count = () => z.int().check(z.minimum(0));

/** Zod requires a list that is known not to be empty. */
const EVENT_NAMES = Object.keys(OUTCOMES) as [AuditEventName, ...AuditEventName[]];

/** Hashed part of an event: all fields except those that its publisher adds. */
const facts = () => ({
  schema: z.literal(SCHEMA_VERSION),
  /** `<request>:<sequence>`, otherwise random. Two lines with the same ID are one event that was delivered twice. */
  id: text(),
  event: z.enum(EVENT_NAMES),
  /** Follows from `event`. */
  outcome: z.enum(['succeeded', 'refused', 'failed', 'unknown']),
  /** The first word comes from a closed list; the rest is for the reader. */
  reason: z.optional(text()),
  /** UTC, milliseconds. */
  at: z.iso.datetime({ precision: 3 }),
  actor: z.enum(['self', 'administrator', 'system']),
  /** ARN of the administrator, as AWS reports it. */
  by: z.optional(text()),
  /** Digest that identifies the request; the same for all its events. */
  request: z.optional(text()),
  /** Short string that the page and the mail show. */
  reference: z.optional(text()),
  /**
   * Number of the event within its request, from 1 without gaps. Absent for an event that a function published
   * directly.
   */
  sequence: z.optional(z.int().check(z.minimum(1))),
  /** State of the request after the event. */
  state: z.optional(text()),
  /** Number of codes requested. */
  issue: z.optional(count()),
  /** Guesses at the current code. */
  attempts: z.optional(count()),
  /** Keyed digest of the user ID, the account or the address. */
  subject: z.optional(shortDigest()),
  /** ID of the key of `subject` and `recipient`: the first 8 characters of its version. */
  subjectKey: z.optional(text()),
  /** `203.0.113.0/24` or `2001:db8:1::/48`. */
  sourcePrefix: z.optional(text()),
  /** Keyed digest of the network that limits count: an IPv4 address, or a /64 of IPv6. */
  sourceDigest: z.optional(shortDigest()),
  /** Keyed digest of the whole `User-Agent` header. */
  userAgentDigest: z.optional(shortDigest()),
  /**
   * ID of the key of the two, in the same form. It differs from `subjectKey` if the key was rotated after the request
   * began.
   */
  sourceKey: z.optional(text()),
  /** Captcha result of the call that caused the event. */
  captcha: z.optional(z.enum(['passed', 'failed', 'unavailable'])),
  /** Kind of the mail that the event is about. */
  mail: z.optional(z.enum(MAIL_KINDS)),
  /** Keyed digest of the address that the mail went to. In a reminder it equals the subject. */
  recipient: z.optional(shortDigest()),
  /** Budget of the account when a code was issued or refused. */
  budget: z.optional(z.strictObject({ codesThisHour: count(), codesToday: count(), guessesSinceSuccess: count() })),
  /** Rules in force, such as `digits8-min15-5x3x10`. */
  policy: z.optional(text()),
  /** Kind of user directory. */
  directory: z.optional(text()),
  /** Events that the logs received in a period, listed by a checkpoint of the trail. */
  covers: z.optional(
    z.strictObject({
      from: z.iso.datetime({ precision: 3 }),
      until: z.iso.datetime({ precision: 3 }),
      events: count(),
      /** First 22 characters of the `digest` of each event, one after the other. */
      list: z.string().check(z.regex(/^([A-Za-z0-9_-]{22})*$/)),
      /** Another checkpoint has the rest of this period. */
      continues: z.optional(z.literal(true)),
    }),
  ),
});

/**
 * Schema of one audit event, as it stands below `audit` in a line of JSON. An absent field does not apply. It is a
 * function because only verifiers need it: no Lambda function builds it at cold start.
 */
export const publishedEvent = () =>
  z.strictObject({
    ...facts(),
    /** `at` in milliseconds since 1970, for queries: the time of a log line is that of its publication. */
    atMillis: count(),
    /** Version of the code that published the event. */
    build: text(),
    /** SHA-256 of the canonical JSON of the facts: all fields above except `atMillis` and `build`. */
    digest: digest(),
    /** `digest` of the previous event of the same request; absent in the first one. */
    previous: z.optional(digest()),
    /**
     * HMAC of `digest`, `previous` and `build` with the audit consumer's own key; absent if a function published the
     * event directly.
     */
    mac: z.optional(digest()),
    /** Version of that key. */
    macKey: z.optional(text()),
  });

/** Facts of an event: the part that its digest covers. */
export type EventFacts = Readonly<z.output<z.ZodMiniObject<ReturnType<typeof facts>>>>;

/** Event as auditors read it. It contains no code, token, password, plain user ID or address. */
export type PublishedEvent = Readonly<z.output<ReturnType<typeof publishedEvent>>>;

/** Published JSON Schema: docs/reference/audit-event.schema.json. */
export const publishedEventJsonSchema = (): unknown => ({
  $id: 'urn:schema:password-reset:audit-event:1',
  title: 'Audit event of the password reset',
  ...z.toJSONSchema(publishedEvent()),
});
