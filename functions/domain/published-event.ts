import * as z from 'zod/mini';
import { OUTCOMES, type AuditEventName } from './audit-event.ts';
import { MAIL_KINDS } from './delivery.ts';

/** The version of {@link publishedEvent}: it rises when a field changes its meaning or goes, never when one is added. */
export const SCHEMA_VERSION = 1;

const text = () => z.string().check(z.minLength(1));
/** SHA-256 or HMAC-SHA-256, as base64url. */
const digest = () => z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** 128 bits of a keyed digest, as base64url. */
const shortDigest = () => z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));
const count = () => z.int().check(z.minimum(0));

/** Zod wants a list that is known to hold something. */
const EVENT_NAMES = Object.keys(OUTCOMES) as [AuditEventName, ...AuditEventName[]];

/** What happened, as it is hashed: everything of an event but what its publisher adds. */
const facts = () => ({
  schema: z.literal(SCHEMA_VERSION),
  /** `<request>:<sequence>`, else random. Two lines with one id are one event that was delivered twice. */
  id: text(),
  event: z.enum(EVENT_NAMES),
  /** Follows from `event`. */
  outcome: z.enum(['succeeded', 'refused', 'failed', 'unknown']),
  /** The first word is of a closed list; what follows it is for the reader. */
  reason: z.optional(text()),
  /** UTC, milliseconds. */
  at: z.iso.datetime({ precision: 3 }),
  actor: z.enum(['self', 'administrator', 'system']),
  /** Which administrator: the ARN that AWS knows the caller by. */
  by: z.optional(text()),
  /** Digest that names the request; the same for all events of one request. */
  request: z.optional(text()),
  /** The short string that the person sees on the page and in the mail. */
  reference: z.optional(text()),
  /** Counts the events of one request, from 1 without a gap. Absent where a function told a refusal by itself. */
  sequence: z.optional(z.int().check(z.minimum(1))),
  /** Of the request, after the event. */
  state: z.optional(text()),
  /** How many codes were asked for. */
  issue: z.optional(count()),
  /** Guesses at the present code. */
  attempts: z.optional(count()),
  /** Keyed digest of the user ID, the account or the address. */
  subject: z.optional(shortDigest()),
  /** The key of `subject` and `recipient`: the first 8 characters of its version. */
  subjectKey: z.optional(text()),
  /** `203.0.113.0/24` or `2001:db8:1::/48`. */
  sourcePrefix: z.optional(text()),
  /** Keyed digest of the network that limits count: an IPv4 address, or a /64. */
  sourceDigest: z.optional(shortDigest()),
  /** Keyed digest of the whole `User-Agent` header. */
  userAgentDigest: z.optional(shortDigest()),
  /** The key of the two, named likewise; another than `subjectKey` where the key was rotated since the request began. */
  sourceKey: z.optional(text()),
  /** What the human check said in the call that caused the event. */
  captcha: z.optional(z.enum(['passed', 'failed', 'unavailable'])),
  /** Which mail the event is about. */
  mail: z.optional(z.enum(MAIL_KINDS)),
  /** Keyed digest of the address that the mail went to; an address asked about in a reminder has the same as its subject. */
  recipient: z.optional(shortDigest()),
  /** The account's budget when a code was issued or refused. */
  budget: z.optional(z.strictObject({ codesThisHour: count(), codesToday: count(), guessesSinceSuccess: count() })),
  /** The rules in force, such as `digits8-min15-5x3x10`. */
  policy: z.optional(text()),
  /** Where the accounts are. */
  directory: z.optional(text()),
});

/**
 * The schema of one audit event, as it stands below `audit` in a line of JSON. Absent means "does not apply". It is made by who
 * checks events, which no function does at its cold start.
 */
export const publishedEvent = () =>
  z.strictObject({
    ...facts(),
    /** Version of the code that published the event. */
    build: text(),
    /** SHA-256 of the canonical JSON of the facts: all above but `build`. */
    digest: digest(),
    /** `digest` of the event before in the same request; absent in the first. */
    previous: z.optional(digest()),
    /** HMAC of `digest`, `previous` and `build` by the audit consumer's own key; absent where a function told a refusal by itself. */
    mac: z.optional(digest()),
    /** Version of that key. */
    macKey: z.optional(text()),
  });

export type EventFacts = Readonly<z.output<z.ZodMiniObject<ReturnType<typeof facts>>>>;

/** An event as an auditor reads it: no code, token, password, raw user ID or address is in it. */
export type PublishedEvent = Readonly<z.output<ReturnType<typeof publishedEvent>>>;

/** The published JSON Schema: docs/reference/audit-event.schema.json. */
export const publishedEventJsonSchema = (): unknown => ({
  $id: 'urn:schema:password-reset:audit-event:1',
  title: 'Audit event of the password reset',
  ...z.toJSONSchema(publishedEvent()),
});
