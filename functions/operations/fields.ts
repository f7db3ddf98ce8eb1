import * as z from 'zod/mini';
import { Secret } from '../domain/secret.ts';

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

export const userId = () => text(128, PRINTABLE, NO_CONTROLS).check(wellFormed());

/** An address of at most 254 characters (RFC 5321). The directory judges everything else about it. */
export const email = () =>
  text(
    254,
    /^[^\s@\u0000-\u001f\u007f-\u009f]+@[^\s@\u0000-\u001f\u007f-\u009f]+$/,
    'must look like name@example.com',
  ).check(wellFormed(), z.regex(PRINTABLE, NO_CONTROLS));

/** A BCP 47 language tag. */
export const locale = () =>
  text(35, /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or pt-BR');

export const captchaToken = () =>
  secret<'captcha-token'>(text(4096, /^[\u0021-\u007e]+$/, 'must be the token that the captcha returned'));

export const resetId = () =>
  secret<'reset-id'>(text(43, new RegExp(`^${TOKEN}$`), 'must be the resetId of the first answer'));

export const otp = () => secret<'otp'>(text(12, /^[0-9]{6,12}$/, 'must be the digits of the code, without spaces'));

const compoundToken = (fix: string) => text(87, new RegExp(`^${TOKEN}\\.${TOKEN}$`), fix);

export const resetToken = () => secret<'reset-token'>(compoundToken('must be the resetToken that verify returned'));

export const reportToken = () => secret<'report-token'>(compoundToken('must be the token of the link in the mail'));

/**
 * A password. The bound only keeps megabytes from the password policy, which counts code points and gives reasons.
 */
export const password = () => secret<'password'>(z.string().check(z.minLength(1), z.maxLength(1024), wellFormed()));

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

/** Captcha providers: docs/guides/captcha.md. */
export const CAPTCHA_PROVIDERS = ['recaptcha-v2', 'recaptcha-v3', 'recaptcha-enterprise', 'turnstile'] as const;

export type CaptchaProvider = (typeof CAPTCHA_PROVIDERS)[number];
