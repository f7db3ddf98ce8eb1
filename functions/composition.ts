import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BreachedPasswordRange } from './adapters/breached-password-range.ts';
import { DynamoDbBudgetStore } from './adapters/dynamodb-budget-store.ts';
import { DynamoDbCredentialCheck } from './adapters/dynamodb-credential-check.ts';
import { DynamoDbDirectory } from './adapters/dynamodb-directory.ts';
import { DynamoDbMailAllowance } from './adapters/dynamodb-mail-allowance.ts';
import { DynamoDbResetStore } from './adapters/dynamodb-reset-store.ts';
import { DynamoDbSessionStore } from './adapters/dynamodb-session-store.ts';
import { DynamoDbSourceLimiter } from './adapters/dynamodb-source-limiter.ts';
import { DynamoDbTokenRegister } from './adapters/dynamodb-token-register.ts';
import type { Provider } from './adapters/human-check/provider.ts';
import { ProviderHumanCheck } from './adapters/human-check/provider-human-check.ts';
import { RecaptchaEnterprise } from './adapters/human-check/recaptcha-enterprise.ts';
import { recaptchaV2, recaptchaV3, turnstile } from './adapters/human-check/siteverify.ts';
import { JsonLinesAuditLog } from './adapters/json-lines-audit-log.ts';
import { SecretsManagerPeppers } from './adapters/secrets-manager-peppers.ts';
import { secretText } from './adapters/secrets-manager-text.ts';
import { SesMailer } from './adapters/ses-mailer.ts';
import { availableAlgorithm } from './domain/password-hash.ts';
import { type EnvironmentOf, readEnvironment } from './environment.ts';
import type { MailCeilingMetric } from './metrics.ts';
import type { FunctionName } from './operations.ts';
import type { AuditLog, Clock } from './ports.ts';
import { type Telemetry, telemetry } from './telemetry.ts';

/**
 * The only place that makes clients and adapters. One function for each Lambda function, so that a bundle carries no
 * more than its own parts.
 */

const clock: Clock = { now: () => new Date() };

/** Milliseconds. A person waits: a call that takes longer is tried again, three times in all (R22). */
const AWS_CALLS = { maxAttempts: 3, requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 } };

const documents = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(AWS_CALLS), { marshallOptions: { removeUndefinedValues: true } });

const secretsManager = (): SecretsManagerClient => new SecretsManagerClient(AWS_CALLS);

/** What every function has. */
const base = <Name extends FunctionName>(name: Name) => ({
  environment: readEnvironment(name),
  telemetry: telemetry(name),
  audit: new JsonLinesAuditLog(),
});

type CaptchaEnvironment = Pick<
  EnvironmentOf<'resend-otp'>,
  | 'CAPTCHA_PROVIDER'
  | 'CAPTCHA_VERIFY_URL'
  | 'CAPTCHA_SITE_KEY'
  | 'CAPTCHA_HOSTNAMES'
  | 'CAPTCHA_MINIMUM_SCORE'
  | 'CAPTCHA_SECRET_ARN'
  | 'RESET_TABLE'
>;

function captchaProvider(environment: CaptchaEnvironment): Provider {
  const { CAPTCHA_VERIFY_URL: verifyUrl, CAPTCHA_SITE_KEY: siteKey } = environment;
  switch (environment.CAPTCHA_PROVIDER) {
    case 'recaptcha-v2':
      return recaptchaV2(verifyUrl);
    case 'recaptcha-v3':
      return recaptchaV3(verifyUrl);
    case 'recaptcha-enterprise':
      return new RecaptchaEnterprise({ assessmentsUrl: verifyUrl, siteKey });
    case 'turnstile':
      return turnstile(verifyUrl);
  }
}

/** What stands before an operation that names a captcha action. */
const humanCheck = (
  environment: CaptchaEnvironment,
  client: DynamoDBDocumentClient,
  secrets: SecretsManagerClient,
  audit: AuditLog,
) => ({
  check: new ProviderHumanCheck({
    provider: captchaProvider(environment),
    register: new DynamoDbTokenRegister(client, environment.RESET_TABLE),
    clock,
    secret: secretText(secrets, environment.CAPTCHA_SECRET_ARN, clock),
    hostnames: environment.CAPTCHA_HOSTNAMES,
    minimumScore: environment.CAPTCHA_MINIMUM_SCORE,
  }),
  audit,
  clock,
});

export function composeStartReset() {
  const { environment, audit, ...parts } = base('start-reset');
  const [client, secrets] = [documents(), secretsManager()];
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    humanCheck: humanCheck(environment, client, secrets, audit),
    ports: {
      audit,
      clock,
      limiter: new DynamoDbSourceLimiter(client, environment.RESET_TABLE, clock),
      peppers: new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock),
      resets: new DynamoDbResetStore(client, environment.RESET_TABLE),
    },
    rules: {
      otpLifetime: environment.OTP_LIFETIME_SECONDS,
      resendCooldown: environment.RESEND_COOLDOWN_SECONDS,
      startsPerSourcePerHour: environment.STARTS_PER_SOURCE_PER_HOUR,
    },
  };
}

export function composeResendOtp() {
  const { environment, audit, ...parts } = base('resend-otp');
  const client = documents();
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    humanCheck: humanCheck(environment, client, secretsManager(), audit),
    ports: { clock, resets: new DynamoDbResetStore(client, environment.RESET_TABLE) },
    rules: {
      otpLifetime: environment.OTP_LIFETIME_SECONDS,
      resendCooldown: environment.RESEND_COOLDOWN_SECONDS,
      codesPerHour: environment.CODES_PER_HOUR,
    },
  };
}

export function composeVerifyOtp() {
  const { environment, audit, ...parts } = base('verify-otp');
  const [client, secrets] = [documents(), secretsManager()];
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    humanCheck: humanCheck(environment, client, secrets, audit),
    ports: {
      audit,
      clock,
      peppers: new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock),
      resets: new DynamoDbResetStore(client, environment.RESET_TABLE),
    },
    rules: {
      attemptsPerCode: environment.ATTEMPTS_PER_CODE,
      resetTokenLifetime: environment.RESET_TOKEN_LIFETIME_SECONDS,
    },
  };
}

export function composeCompleteReset() {
  const { environment, audit, ...parts } = base('complete-reset');
  const client = documents();
  const { count } = parts.telemetry;
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    humanCheck: humanCheck(environment, client, secretsManager(), audit),
    loginUrl: environment.LOGIN_URL,
    ports: {
      audit,
      breached:
        environment.BREACHED_PASSWORDS_URL === undefined
          ? undefined
          : new BreachedPasswordRange(environment.BREACHED_PASSWORDS_URL, () => count('breach-check-unavailable')),
      clock,
      resets: new DynamoDbResetStore(client, environment.RESET_TABLE),
      directory: new DynamoDbDirectory(
        client,
        environment.USERS_TABLE,
        clock,
        availableAlgorithm(environment.PASSWORD_HASH),
      ),
    },
    rules: {
      password: { minimumLength: environment.PASSWORD_MIN_LENGTH },
      productName: environment.PRODUCT_NAME,
      recordRetention: environment.RECORD_RETENTION_SECONDS,
    },
  };
}

export function composeReportReset() {
  const { environment, audit: _audit, ...parts } = base('report-reset');
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    ports: {
      clock,
      peppers: new SecretsManagerPeppers(secretsManager(), environment.PEPPER_SECRET_ARN, clock),
      resets: new DynamoDbResetStore(documents(), environment.RESET_TABLE),
    },
  };
}

export function composeRemindUserId() {
  const { environment, audit, ...parts } = base('remind-user-id');
  const client = documents();
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    humanCheck: humanCheck(environment, client, secretsManager(), audit),
    ports: {
      audit,
      clock,
      limiter: new DynamoDbSourceLimiter(client, environment.RESET_TABLE, clock),
      resets: new DynamoDbResetStore(client, environment.RESET_TABLE),
    },
    rules: { startsPerSourcePerHour: environment.STARTS_PER_SOURCE_PER_HOUR },
  };
}

export function composeLogIn() {
  const { environment, audit, ...parts } = base('log-in');
  const [client, secrets] = [documents(), secretsManager()];
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    humanCheck: humanCheck(environment, client, secrets, audit),
    ports: {
      audit,
      clock,
      limiter: new DynamoDbSourceLimiter(client, environment.RESET_TABLE, clock),
      peppers: new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock),
      credentials: new DynamoDbCredentialCheck(
        client,
        environment.USERS_TABLE,
        clock,
        availableAlgorithm(environment.PASSWORD_HASH),
      ),
      sessions: new DynamoDbSessionStore(client, environment.SESSIONS_TABLE),
    },
    rules: {
      loginsPerSourcePerHour: environment.LOGINS_PER_SOURCE_PER_HOUR,
      sessionLifetime: environment.SESSION_LIFETIME_SECONDS,
    },
  };
}

export function composeWhoAmI() {
  const { environment, audit: _audit, ...parts } = base('who-am-i');
  const client = documents();
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    ports: {
      clock,
      credentials: new DynamoDbCredentialCheck(client, environment.USERS_TABLE, clock),
      sessions: new DynamoDbSessionStore(client, environment.SESSIONS_TABLE),
    },
  };
}

export function composeLogOut() {
  const { environment, audit, ...parts } = base('log-out');
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    ports: { audit, clock, sessions: new DynamoDbSessionStore(documents(), environment.SESSIONS_TABLE) },
  };
}

/** Ports and rules of the two that deliver what is owed. */
function delivery(environment: EnvironmentOf<'mail-consumer'>, { logger, count }: Telemetry<MailCeilingMetric>) {
  const client = documents();
  return {
    ports: {
      clock,
      peppers: new SecretsManagerPeppers(secretsManager(), environment.PEPPER_SECRET_ARN, clock),
      resets: new DynamoDbResetStore(client, environment.RESET_TABLE),
      budgets: new DynamoDbBudgetStore(client, environment.RESET_TABLE),
      directory: new DynamoDbDirectory(client, environment.USERS_TABLE, clock),
      allowance: new DynamoDbMailAllowance({
        client,
        table: environment.RESET_TABLE,
        clock,
        mailsPerDay: environment.MAILS_PER_DAY,
        onRefusal: () => {
          count('mail-ceiling');
          logger.warn('the service has sent all mails that it may send today');
        },
      }),
      mailer: new SesMailer({
        client: new SESClient(AWS_CALLS),
        sender: environment.SENDER_ADDRESS,
        configurationSet: environment.SES_CONFIGURATION_SET,
        brand: { productName: environment.PRODUCT_NAME, siteUrl: environment.SITE_URL },
      }),
    },
    rules: {
      otpDigits: environment.OTP_DIGITS,
      attemptsPerCode: environment.ATTEMPTS_PER_CODE,
      codesPerHour: environment.CODES_PER_HOUR,
      codesPerDay: environment.CODES_PER_DAY,
      guessesSinceSuccess: environment.GUESSES_SINCE_SUCCESS,
    },
  };
}

export function composeMailConsumer() {
  const { environment, telemetry: signals } = base('mail-consumer');
  return { telemetry: signals, ...delivery(environment, signals) };
}

export function composeRedelivery() {
  const { environment, telemetry: signals } = base('redelivery');
  const { ports, rules } = delivery(environment, signals);
  return { telemetry: signals, ports, rules: { ...rules, recordRetention: environment.RECORD_RETENTION_SECONDS } };
}

export function composeAuditConsumer() {
  const { environment, audit, telemetry: signals } = base('audit-consumer');
  const peppers = new SecretsManagerPeppers(secretsManager(), environment.PEPPER_SECRET_ARN, clock);
  return { telemetry: signals, ports: { audit, peppers } };
}

export function composeMailEvents() {
  const { environment, telemetry: signals } = base('mail-events');
  return {
    telemetry: signals,
    ports: { clock, resets: new DynamoDbResetStore(documents(), environment.RESET_TABLE) },
    origin: {
      account: environment.ACCOUNT_ID,
      region: environment.REGION,
      configurationSet: environment.SES_CONFIGURATION_SET,
    },
  };
}
