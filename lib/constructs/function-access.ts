import type { EnvironmentVariablesOf } from '../../functions/runtime/environment.ts';
import { metricNamespace } from '../../functions/runtime/metrics.ts';
import type {
  backgroundFunctions,
  FunctionName,
  LoginOperationId,
  OperationId,
} from '../../functions/operations/index.ts';
import { mailBrandOf } from '../brand/brand.ts';
import { captchaUrls } from '../settings/captcha-urls.ts';
import type { Settings } from '../settings/schema.ts';
import { policyName } from '../stage-names.ts';
import { type Access, together, variables } from './access.ts';
import { BuiltInDirectory } from './built-in-directory.ts';
import type { Directory } from './directory.ts';
import type { MailSending } from './mail-sending.ts';
import type { ResetTable } from './reset-table.ts';
import type { Secrets } from './secrets.ts';

export interface FunctionAccessProps {
  readonly settings: Settings;
  readonly resets: ResetTable;
  readonly directory: Directory;
  readonly secrets: Secrets;
  readonly mail: MailSending;
  /** The origin of the hosted pages. */
  readonly siteUrl: string;
  /** The hosts on which a human check may have been solved. */
  readonly captchaHostnames: string;
  /** Every origin that may call the API, separated by commas. */
  readonly allowedOrigins: string;
}

type AccessOf<Names extends FunctionName> = { readonly [Name in Names]: Access<EnvironmentVariablesOf<Name>> };

export interface FunctionAccess {
  /** Those of the login are there with the built-in directory alone. */
  readonly operations: AccessOf<Exclude<OperationId, LoginOperationId>> & Partial<AccessOf<LoginOperationId>>;
  readonly background: AccessOf<keyof typeof backgroundFunctions>;
  readonly auxiliary: AccessOf<'settings-record'>;
}

/** Who may do what, in one place. A variable that a function reads and is not given here is a compile error. */
export function functionAccess(props: FunctionAccessProps): FunctionAccess {
  const { settings, resets, directory, secrets, mail } = props;
  const base = variables({
    STAGE: settings.stage,
    POWERTOOLS_METRICS_NAMESPACE: metricNamespace(settings.stage),
    POWERTOOLS_LOG_LEVEL: settings.logLevel,
  });
  const http = together(base, variables({ ALLOWED_ORIGINS: props.allowedOrigins }));
  const captcha = together(
    secrets.readCaptcha(),
    resets.allow({ 'CAPTCHA#': ['PutItem'] }),
    variables({
      CAPTCHA_PROVIDER: settings.captchaProvider,
      CAPTCHA_VERIFY_URL: captchaUrls(settings).verifyUrl,
      CAPTCHA_SITE_KEY: settings.captchaSiteKey,
      CAPTCHA_HOSTNAMES: props.captchaHostnames,
      CAPTCHA_MINIMUM_SCORE: String(settings.captchaMinimumScore),
    }),
  );
  const pepper = secrets.readPepper();
  const told = variables({ AUDIT_POLICY: policyName(settings), AUDIT_DIRECTORY: settings.directory });
  const naming = together(told, secrets.readAuditSubject());
  const rules = rulesOf(settings);
  const delivery = together(
    base,
    naming,
    resets.allow({
      'RESET#': ['GetItem', 'UpdateItem'],
      'REMINDER#': ['GetItem', 'UpdateItem'],
      'BUDGET#': ['GetItem', 'PutItem'],
      'LIMIT#mails#': ['UpdateItem'],
    }),
    directory.allowLookup(),
    pepper,
    mail.send(),
    rules.codesPerHour,
    rules.attempts,
    rules.product,
    rules.delivery,
    variables({ SITE_URL: props.siteUrl, BRAND: JSON.stringify(mailBrandOf(settings)) }),
  );

  const login =
    directory instanceof BuiltInDirectory &&
    ({
      // Writing the user: a hash is renewed when its parameters rise.
      'log-in': together(
        http,
        naming,
        captcha,
        resets.allow({ 'LIMIT#': ['UpdateItem'] }),
        directory.allowUsers('GetItem', 'UpdateItem'),
        directory.allowSessions('PutItem'),
        directory.hashing(),
        rules.login,
      ),
      'who-am-i': together(http, directory.allowUsers('GetItem'), directory.allowSessions('GetItem')),
      'log-out': together(http, naming, directory.allowSessions('DeleteItem')),
    } satisfies AccessOf<LoginOperationId>);

  return {
    operations: {
      'start-reset': together(
        http,
        naming,
        captcha,
        pepper,
        resets.allow({ 'RESET#': ['PutItem'], 'LIMIT#': ['UpdateItem'] }),
        rules.otp,
        rules.startsPerSource,
      ),
      'resend-otp': together(
        http,
        naming,
        captcha,
        resets.allow({ 'RESET#': ['UpdateItem'] }),
        rules.otp,
        rules.codesPerHour,
      ),
      'verify-otp': together(
        http,
        naming,
        captcha,
        pepper,
        resets.allow({ 'RESET#': ['UpdateItem'] }),
        rules.attempts,
        rules.tokenLifetime,
      ),
      'complete-reset': together(
        http,
        naming,
        captcha,
        resets.allow({ 'RESET#': ['UpdateItem'] }),
        directory.allowChange(),
        rules.password,
        variables({ LOGIN_URL: settings.loginUrl ?? `${props.siteUrl}/` }),
        rules.product,
        rules.retention,
      ),
      'report-reset': together(http, naming, pepper, resets.allow({ 'RESET#': ['UpdateItem'] })),
      'remind-user-id': together(
        http,
        naming,
        captcha,
        resets.allow({ 'REMINDER#': ['PutItem'], 'LIMIT#': ['UpdateItem'] }),
        rules.startsPerSource,
      ),
      ...login,
    },
    background: {
      'mail-consumer': together(delivery, resets.readStream()),
      redelivery: together(delivery, rules.retention, resets.queryPending(), directory.allowSettlement()),
      'mail-events': together(
        base,
        told,
        resets.allow({ 'RESET#': ['UpdateItem'], 'REMINDER#': ['UpdateItem'] }),
        mail.origin(),
      ),
      'audit-consumer': together(base, secrets.readAuditMac(), resets.readStream()),
    },
    auxiliary: {
      'settings-record': together(base, resets.allow({ 'ADMIN#': ['PutItem'] })),
    },
  };
}

/** The settings that a function applies, under the names that it reads them by. */
const rulesOf = (settings: Settings) => ({
  otp: variables({
    OTP_LIFETIME_SECONDS: String(settings.otpLifetimeSeconds),
    RESEND_COOLDOWN_SECONDS: String(settings.resendCooldownSeconds),
  }),
  codesPerHour: variables({ CODES_PER_HOUR: String(settings.codesPerHour) }),
  attempts: variables({ ATTEMPTS_PER_CODE: String(settings.attemptsPerCode) }),
  tokenLifetime: variables({ RESET_TOKEN_LIFETIME_SECONDS: String(settings.resetTokenLifetimeSeconds) }),
  retention: variables({ RECORD_RETENTION_SECONDS: String(settings.recordRetentionDays * 86_400) }),
  product: variables({ PRODUCT_NAME: settings.productName }),
  startsPerSource: variables({ STARTS_PER_SOURCE_PER_HOUR: String(settings.startsPerSourcePerHour) }),
  login: variables({
    SESSION_LIFETIME_SECONDS: String(settings.sessionLifetimeSeconds),
    LOGINS_PER_SOURCE_PER_HOUR: String(settings.loginsPerSourcePerHour),
  }),
  password: variables({
    BREACHED_PASSWORDS_URL: settings.breachedPasswordsUrl ?? 'off',
    PASSWORD_MIN_LENGTH: String(settings.passwordMinLength),
  }),
  delivery: variables({
    OTP_DIGITS: String(settings.otpDigits),
    CODES_PER_DAY: String(settings.codesPerDay),
    MAILS_PER_DAY: String(settings.mailsPerDay),
    GUESSES_SINCE_SUCCESS: String(settings.guessesSinceSuccess),
  }),
});
