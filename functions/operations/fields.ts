import * as z from 'zod/mini';
import { Secret } from '../domain/secret.ts';
import { timeZoneOf } from '../domain/time-zone.ts';

/**
 * Text without C0 and C1 control characters and line separators, which have broken logs and mail headers, and without
 * percent-encoded ones (`%00`, `%0d`), because a directory behind a URL may decode once more.
 */
const PRINTABLE = /^(?!.*%(?:[01][0-9A-Fa-f]|7[Ff]))[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+$/;
const NO_CONTROLS = 'must not contain control characters, nor percent-encoded ones';

const text = (maxLength: number, pattern: RegExp, fix: string) =>
  z.string().check(z.minLength(1), z.maxLength(maxLength), z.regex(pattern, fix));

const wellFormed = () => z.refine<string>((value) => value.isWellFormed(), 'must be well-formed Unicode');

/** A secret on the wire is a string; inside the service it is a {@link Secret}. */
const secret = <Kind extends string>(schema: z.ZodMiniType<string, string>) =>
  z.pipe(
    schema,
    z.transform((value: string) => new Secret<Kind>(value)),
  );

/** 256 bits as base64url without padding. */
const TOKEN = '[A-Za-z0-9_-]{43}';

/** The same without a text that is blank. */
const PRINTABLE_NOT_BLANK = new RegExp(`^(?=.*\\S)${PRINTABLE.source.slice(1)}`);

const ADDRESS = /^[^\s@\u0000-\u001f\u007f-\u009f]+@[^\s@\u0000-\u001f\u007f-\u009f]+$/;
const SPACES_AROUND = new RegExp(`^\\s*${ADDRESS.source.slice(1, -1)}\\s*$`);
const LIKE_AN_ADDRESS = 'must look like name@example.com';

/** User ID as a directory stores it. */
export const storedUserId = () => text(128, PRINTABLE, NO_CONTROLS).check(wellFormed());

/** User ID as a person types it. Phones add a space after a suggested word, so spaces around it are dropped. */
export const userId = () => text(128, PRINTABLE_NOT_BLANK, NO_CONTROLS).check(wellFormed(), z.trim());

/** Address as a directory stores it, byte for byte. */
export const storedEmail = () =>
  text(254, ADDRESS, LIKE_AN_ADDRESS).check(wellFormed(), z.regex(PRINTABLE, NO_CONTROLS));

/**
 * An address of at most 254 characters (RFC 5321) as a person types it, without the spaces around it. The directory
 * judges everything else about it.
 */
export const email = () =>
  text(254, SPACES_AROUND, LIKE_AN_ADDRESS).check(wellFormed(), z.regex(PRINTABLE, NO_CONTROLS), z.trim());

/** A BCP 47 language tag of the usual form. */
const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

/** Maximum length of a language tag. Phones add how they show dates, temperatures and weeks. */
const LONGEST_LANGUAGE_TAG = 100;

/** Language tag in the form of BCP 47; undefined for a text that is none. */
export function languageTagOf(typed: string): string | undefined {
  const tag = typed.trim().replaceAll('_', '-');
  return tag.length <= LONGEST_LANGUAGE_TAG && LANGUAGE_TAG.test(tag) ? tag : undefined;
}

/**
 * Language of the mails: a BCP 47 language tag, or one as operating systems write it (`en_US`). It only chooses among
 * translations, so any other text counts as none instead of stopping a person who cannot change it.
 */
export const locale = () => z.pipe(z.string(), z.transform(languageTagOf));

/**
 * Time zone of the reader, by its IANA name, in which the mails give times. As with {@link locale}, any other text
 * counts as none.
 */
export const timeZone = () => z.pipe(z.string(), z.transform(timeZoneOf));

export const captchaToken = () =>
  secret<'captcha-token'>(text(4096, /^[\u0021-\u007e]+$/, 'must be the token that the captcha returned'));

export const resetId = () =>
  secret<'reset-id'>(text(43, new RegExp(`^${TOKEN}$`), 'must be the resetId of the first answer'));

/** Token of the link in a code's mail, in place of `resetId`. */
export const continuation = () =>
  secret<'continuation'>(
    text(91, new RegExp(`^${TOKEN}\\.[1-9][0-9]{0,2}\\.${TOKEN}$`), 'must be the token of the link in the mail'),
  );

/** Random string that the caller makes for a call, so that the call can be repeated: 128 bits or more. */
export const idempotencyKey = () =>
  secret<'idempotency-key'>(
    text(64, /^[A-Za-z0-9_-]{22,64}$/, 'must be 22 to 64 random letters, digits, hyphens and underscores'),
  );

/**
 * Requires exactly one of `resetId` and `continuation`. It is a check of the whole body, because the two fields say
 * the same: which request the call belongs to.
 */
export const oneProof = () =>
  z.refine<{ readonly resetId?: unknown; readonly continuation?: unknown }>(
    (body) => (body.resetId === undefined) !== (body.continuation === undefined),
    {
      message: 'must be given, or else continuation from the link in the mail, and not both',
      path: ['resetId'],
      when: ({ issues }) => issues.length === 0,
    },
  );

export const otp = () => secret<'otp'>(text(12, /^[0-9]{6,12}$/, 'must be the digits of the code, without spaces'));

const compoundToken = (fix: string) => text(87, new RegExp(`^${TOKEN}\\.${TOKEN}$`), fix);

export const resetToken = () => secret<'reset-token'>(compoundToken('must be the resetToken that verify returned'));

export const reportToken = () => secret<'report-token'>(compoundToken('must be the token of the link in the mail'));

/**
 * A password. The bound only keeps megabytes from the password policy, which counts code points and gives reasons.
 */
export const password = () => secret<'password'>(z.string().check(z.minLength(1), z.maxLength(1024), wellFormed()));

export const deviceToken = () =>
  secret<'device-token'>(
    text(98, new RegExp(`^\\d{10}\\.${TOKEN}\\.${TOKEN}$`), 'must be the deviceToken of an earlier login'),
  );

/** ISO 8601, UTC. */
export const instant = () => z.iso.datetime();

/** Directories that can hold the accounts: docs/guides/directories.md. */
export const DIRECTORIES = ['built-in', 'cognito', 'webhook', 'ldap'] as const;

/**
 * Ways in which an LDAP server takes a new password: Active Directory's own, or the operation of RFC 3062 (OpenLDAP
 * and others).
 */
export const LDAP_KINDS = ['active-directory', 'rfc3062'] as const;

export type DirectoryName = (typeof DIRECTORIES)[number];

/** Captcha providers: docs/guides/captcha.md. `altcha` is this service itself. */
export const CAPTCHA_PROVIDERS = [
  'recaptcha-v2',
  'recaptcha-v3',
  'recaptcha-enterprise',
  'turnstile',
  'hcaptcha',
  'altcha',
] as const;

export type CaptchaProvider = (typeof CAPTCHA_PROVIDERS)[number];

/** Actions that a captcha's token can be bound to, one for each operation with a captcha. */
export const CAPTCHA_ACTIONS = [
  'request_reset',
  'resend_otp',
  'verify_otp',
  'complete_reset',
  'remind_user_id',
  'log_in',
] as const;

export const captchaAction = () => z.enum(CAPTCHA_ACTIONS, `must be one of ${CAPTCHA_ACTIONS.join(', ')}`);
