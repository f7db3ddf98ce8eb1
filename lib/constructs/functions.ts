import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { EnvironmentVariablesOf } from '../../functions/environment.ts';
import { metricNamespace } from '../../functions/metrics.ts';
import {
  auxiliaryFunctions,
  backgroundFunctions,
  type FunctionName,
  type LoginOperationId,
  type OperationId,
  operations,
} from '../../functions/operations.ts';
import { mailBrandOf } from '../brand/brand.ts';
import { captchaUrls } from '../captcha-urls.ts';
import type { Settings } from '../settings.ts';
import { policyName, TELLING } from '../stage-names.ts';
import { type Access, together, variables } from './access.ts';
import { BuiltInDirectory } from './built-in-directory.ts';
import type { Directory } from './directory.ts';
import type { Encryption } from './encryption.ts';
import type { MailSending } from './mail-sending.ts';
import { PasswordResetFunction, type PasswordResetFunctionProps } from './password-reset-function.ts';
import type { ResetTable } from './reset-table.ts';
import type { Secrets } from './secrets.ts';

export interface FunctionsProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
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

type Kind = Pick<PasswordResetFunctionProps<FunctionName>, 'timeout' | 'memorySize' | 'network'>;

const onTheRequestPath: Kind = { timeout: Duration.seconds(10), memorySize: 512 };
/** From 1,769 MiB a function has a whole processor; argon2id (19 MiB, two passes) would take four times as long at 512. scrypt needs 128 MiB of it. */
const hashing: Kind = { ...onTheRequestPath, memorySize: 1769 };
const inTheBackground: Kind = { timeout: Duration.seconds(60), memorySize: 512 };

/** The functions and, in one place, who may do what. */
export class Functions extends Construct {
  /** Those that a stage with its directory has. */
  readonly operations: ReadonlyMap<OperationId, PasswordResetFunction<OperationId>>;
  readonly mailConsumer: PasswordResetFunction<'mail-consumer'>;
  readonly auditConsumer: PasswordResetFunction<'audit-consumer'>;
  readonly redelivery: PasswordResetFunction<'redelivery'>;
  readonly mailEvents: PasswordResetFunction<'mail-events'>;
  readonly settingsRecord: PasswordResetFunction<'settings-record'>;
  readonly #settings: Settings;
  readonly #encryption: Encryption;

  /** Every function that people or events call. What a deployment calls is not among them: it has no calls to watch or to shift. */
  get all(): readonly PasswordResetFunction<FunctionName>[] {
    return [...this.operations.values(), this.mailConsumer, this.auditConsumer, this.redelivery, this.mailEvents];
  }

  /** Those in whose logs audit events stand: of the names that `auditLogGroups` gives. */
  get telling(): readonly PasswordResetFunction<FunctionName>[] {
    const operations = [...this.operations].filter(([id]) => TELLING.includes(id));
    return [this.auditConsumer, ...operations.map(([, operation]) => operation)];
  }

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const { settings, resets, directory, secrets } = props;
    this.#settings = settings;
    this.#encryption = props.encryption;
    const text = (value: number) => String(value);

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
        CAPTCHA_MINIMUM_SCORE: text(settings.captchaMinimumScore),
      }),
    );
    const pepper = secrets.readPepper();
    const told = variables({ AUDIT_POLICY: policyName(settings), AUDIT_DIRECTORY: settings.directory });
    const naming = together(told, secrets.readAuditSubject());
    const otpRules = variables({
      OTP_LIFETIME_SECONDS: text(settings.otpLifetimeSeconds),
      RESEND_COOLDOWN_SECONDS: text(settings.resendCooldownSeconds),
    });
    const codesPerHour = variables({ CODES_PER_HOUR: text(settings.codesPerHour) });
    const attempts = variables({ ATTEMPTS_PER_CODE: text(settings.attemptsPerCode) });
    const tokenLifetime = variables({ RESET_TOKEN_LIFETIME_SECONDS: text(settings.resetTokenLifetimeSeconds) });
    const retention = variables({ RECORD_RETENTION_SECONDS: text(settings.recordRetentionDays * 86_400) });
    const product = variables({ PRODUCT_NAME: settings.productName });
    const startsPerSource = variables({ STARTS_PER_SOURCE_PER_HOUR: text(settings.startsPerSourcePerHour) });
    const loginRules = variables({
      SESSION_LIFETIME_SECONDS: text(settings.sessionLifetimeSeconds),
      LOGINS_PER_SOURCE_PER_HOUR: text(settings.loginsPerSourcePerHour),
    });
    const passwordRules = variables({
      BREACHED_PASSWORDS_URL: settings.breachedPasswordsUrl ?? 'off',
      PASSWORD_MIN_LENGTH: text(settings.passwordMinLength),
      LOGIN_URL: settings.loginUrl ?? `${props.siteUrl}/`,
    });
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
      props.mail.send(),
      codesPerHour,
      attempts,
      product,
      variables({
        OTP_DIGITS: text(settings.otpDigits),
        CODES_PER_DAY: text(settings.codesPerDay),
        MAILS_PER_DAY: text(settings.mailsPerDay),
        GUESSES_SINCE_SUCCESS: text(settings.guessesSinceSuccess),
        SITE_URL: props.siteUrl,
        BRAND: JSON.stringify(mailBrandOf(settings)),
      }),
    );

    const everywhere = {
      'start-reset': this.#operation(
        'start-reset',
        together(
          http,
          naming,
          captcha,
          pepper,
          resets.allow({ 'RESET#': ['PutItem'], 'LIMIT#': ['UpdateItem'] }),
          otpRules,
          startsPerSource,
        ),
      ),
      'resend-otp': this.#operation(
        'resend-otp',
        together(http, naming, captcha, resets.allow({ 'RESET#': ['UpdateItem'] }), otpRules, codesPerHour),
      ),
      'verify-otp': this.#operation(
        'verify-otp',
        together(http, naming, captcha, pepper, resets.allow({ 'RESET#': ['UpdateItem'] }), attempts, tokenLifetime),
      ),
      'complete-reset': this.#operation(
        'complete-reset',
        together(
          http,
          naming,
          captcha,
          resets.allow({ 'RESET#': ['UpdateItem'] }),
          directory.allowChange(),
          passwordRules,
          product,
          retention,
        ),
        { ...(directory instanceof BuiltInDirectory ? hashing : onTheRequestPath), network: directory.network },
      ),
      'report-reset': this.#operation(
        'report-reset',
        together(http, naming, pepper, resets.allow({ 'RESET#': ['UpdateItem'] })),
      ),
      'remind-user-id': this.#operation(
        'remind-user-id',
        together(
          http,
          naming,
          captcha,
          resets.allow({ 'REMINDER#': ['PutItem'], 'LIMIT#': ['UpdateItem'] }),
          startsPerSource,
        ),
      ),
    } satisfies Record<Exclude<OperationId, LoginOperationId>, unknown>;
    const login =
      directory instanceof BuiltInDirectory &&
      ({
        // Writing the user: a hash is renewed when its parameters rise.
        'log-in': this.#operation(
          'log-in',
          together(
            http,
            naming,
            captcha,
            resets.allow({ 'LIMIT#': ['UpdateItem'] }),
            directory.allowUsers('GetItem', 'UpdateItem'),
            directory.allowSessions('PutItem'),
            directory.hashing(),
            loginRules,
          ),
          hashing,
        ),
        'who-am-i': this.#operation(
          'who-am-i',
          together(http, directory.allowUsers('GetItem'), directory.allowSessions('GetItem')),
        ),
        'log-out': this.#operation('log-out', together(http, naming, directory.allowSessions('DeleteItem'))),
      } satisfies Record<LoginOperationId, unknown>);
    this.operations = new Map(
      Object.entries({ ...everywhere, ...login }) as [OperationId, PasswordResetFunction<OperationId>][],
    );
    this.mailConsumer = this.#background('mail-consumer', together(delivery, resets.readStream()), {
      network: directory.network,
    });
    this.redelivery = this.#background(
      'redelivery',
      together(delivery, retention, resets.queryOwed(), directory.allowSettlement()),
      { network: directory.network },
    );
    this.mailEvents = this.#background(
      'mail-events',
      together(
        base,
        told,
        resets.allow({ 'RESET#': ['UpdateItem'], 'REMINDER#': ['UpdateItem'] }),
        props.mail.origin(),
      ),
    );
    this.settingsRecord = new PasswordResetFunction(this, 'settings-record', {
      settings,
      encryption: props.encryption,
      entry: auxiliaryFunctions['settings-record'],
      access: together(base, resets.allow({ 'ADMIN#': ['PutItem'] })),
      logRetention: settings.logRetentionDays,
      provisionedConcurrency: 0,
      shifted: false,
      ...inTheBackground,
    });
    this.auditConsumer = this.#background(
      'audit-consumer',
      together(base, secrets.readAuditMac(), resets.readStream()),
      // Its log is the audit trail.
      { logRetention: settings.auditRetentionDays },
    );
  }

  #operation<Name extends OperationId>(
    name: Name,
    access: Access<EnvironmentVariablesOf<Name>>,
    kind: Kind = onTheRequestPath,
  ): PasswordResetFunction<Name> {
    const { logRetentionDays, auditRetentionDays } = this.#settings;
    const { entry } = operations[name];
    return new PasswordResetFunction(this, name, {
      settings: this.#settings,
      encryption: this.#encryption,
      entry,
      access,
      // What it tells an auditor stands in its log alone.
      logRetention: TELLING.includes(name) ? auditRetentionDays : logRetentionDays,
      reservedConcurrentExecutions: this.#settings.reservedConcurrency,
      // A person waits for a step; nobody waits for what is done in the background.
      provisionedConcurrency: this.#settings.provisionedConcurrency,
      ...kind,
    });
  }

  #background<Name extends keyof typeof backgroundFunctions>(
    name: Name,
    access: Access<EnvironmentVariablesOf<Name>>,
    own: Partial<Pick<PasswordResetFunctionProps<Name>, 'logRetention' | 'network'>> = {},
  ): PasswordResetFunction<Name> {
    const entry = backgroundFunctions[name];
    return new PasswordResetFunction(this, name, {
      settings: this.#settings,
      encryption: this.#encryption,
      entry,
      access,
      logRetention: this.#settings.logRetentionDays,
      provisionedConcurrency: 0,
      ...inTheBackground,
      ...own,
    });
  }
}
