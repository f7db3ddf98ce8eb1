import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbBudgetStore } from './adapters/dynamodb-budget-store.ts';
import { DynamoDbCredentialCheck } from './adapters/dynamodb-credential-check.ts';
import { DynamoDbDirectory } from './adapters/dynamodb-directory.ts';
import { DynamoDbResetStore } from './adapters/dynamodb-reset-store.ts';
import { DynamoDbSessionStore } from './adapters/dynamodb-session-store.ts';
import { DynamoDbSourceLimiter } from './adapters/dynamodb-source-limiter.ts';
import { JsonLinesAuditLog } from './adapters/json-lines-audit-log.ts';
import { Recaptcha } from './adapters/recaptcha.ts';
import { SecretsManagerPeppers } from './adapters/secrets-manager-peppers.ts';
import { secretText } from './adapters/secrets-manager-text.ts';
import { SesMailer } from './adapters/ses-mailer.ts';
import { type EnvironmentOf, readEnvironment } from './environment.ts';
import type { FunctionName } from './operations.ts';
import type { AuditLog, Clock } from './ports.ts';
import { telemetry } from './telemetry.ts';

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
  'CAPTCHA_VERIFY_URL' | 'CAPTCHA_HOSTNAMES' | 'CAPTCHA_SECRET_ARN'
>;

/** What stands before an operation that names a captcha action. */
const humanCheck = (environment: CaptchaEnvironment, secrets: SecretsManagerClient, audit: AuditLog) => ({
  check: new Recaptcha({
    verifyUrl: environment.CAPTCHA_VERIFY_URL,
    hostnames: environment.CAPTCHA_HOSTNAMES,
    secret: secretText(secrets, environment.CAPTCHA_SECRET_ARN, clock),
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
    humanCheck: humanCheck(environment, secrets, audit),
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
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    humanCheck: humanCheck(environment, secretsManager(), audit),
    ports: { clock, resets: new DynamoDbResetStore(documents(), environment.RESET_TABLE) },
    rules: {
      otpLifetime: environment.OTP_LIFETIME_SECONDS,
      resendCooldown: environment.RESEND_COOLDOWN_SECONDS,
      codesPerHour: environment.CODES_PER_HOUR,
    },
  };
}

export function composeVerifyOtp() {
  const { environment, audit, ...parts } = base('verify-otp');
  const secrets = secretsManager();
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    humanCheck: humanCheck(environment, secrets, audit),
    ports: {
      audit,
      clock,
      peppers: new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock),
      resets: new DynamoDbResetStore(documents(), environment.RESET_TABLE),
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
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    humanCheck: humanCheck(environment, secretsManager(), audit),
    loginUrl: environment.LOGIN_URL,
    ports: {
      clock,
      resets: new DynamoDbResetStore(client, environment.RESET_TABLE),
      directory: new DynamoDbDirectory(client, environment.USERS_TABLE, clock),
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
    humanCheck: humanCheck(environment, secretsManager(), audit),
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
    humanCheck: humanCheck(environment, secrets, audit),
    ports: {
      audit,
      clock,
      limiter: new DynamoDbSourceLimiter(client, environment.RESET_TABLE, clock),
      peppers: new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock),
      credentials: new DynamoDbCredentialCheck(client, environment.USERS_TABLE, clock),
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
function delivery(environment: EnvironmentOf<'mail-consumer'>) {
  const client = documents();
  return {
    ports: {
      clock,
      peppers: new SecretsManagerPeppers(secretsManager(), environment.PEPPER_SECRET_ARN, clock),
      resets: new DynamoDbResetStore(client, environment.RESET_TABLE),
      budgets: new DynamoDbBudgetStore(client, environment.RESET_TABLE),
      directory: new DynamoDbDirectory(client, environment.USERS_TABLE, clock),
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
  return { telemetry: signals, ...delivery(environment) };
}

export function composeRedelivery() {
  const { environment, telemetry: signals } = base('redelivery');
  const { ports, rules } = delivery(environment);
  return { telemetry: signals, ports, rules: { ...rules, recordRetention: environment.RECORD_RETENTION_SECONDS } };
}

export function composeAuditConsumer() {
  const { environment, audit, telemetry: signals } = base('audit-consumer');
  const peppers = new SecretsManagerPeppers(secretsManager(), environment.PEPPER_SECRET_ARN, clock);
  return { telemetry: signals, ports: { audit, peppers } };
}
