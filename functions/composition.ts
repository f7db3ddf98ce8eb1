import { directory } from '#directory';
import { BreachedPasswordRange } from './adapters/breached-password-range.ts';
import { DynamoDbCredentialCheck } from './adapters/dynamodb-credential-check.ts';
import { DynamoDbResetStore } from './adapters/dynamodb-reset-store.ts';
import { DynamoDbSessionStore } from './adapters/dynamodb-session-store.ts';
import { DynamoDbSourceLimiter } from './adapters/dynamodb-source-limiter.ts';
import { JsonLinesAuditLog } from './adapters/json-lines-audit-log.ts';
import { SecretsManagerPeppers } from './adapters/secrets-manager-peppers.ts';
import { clock, documents, secretsManager } from './composition/clients.ts';
import { delivery } from './composition/delivery.ts';
import { type CaptchaEnvironment, humanCheck } from './composition/human-check.ts';
import { availableAlgorithm } from './domain/password-hash.ts';
import { type EnvironmentOf, readEnvironment } from './environment.ts';
import type { FunctionName } from './operations.ts';
import type { AuditLog } from './ports.ts';
import { telemetry } from './telemetry.ts';

/**
 * With the folder of its name, the only place that makes clients and adapters. One function for each Lambda function, so
 * that a bundle carries no more than its own parts.
 */

/** What every function has. */
const base = <Name extends FunctionName>(name: Name) => ({
  environment: readEnvironment(name),
  telemetry: telemetry(name),
  audit: new JsonLinesAuditLog(),
});

/** What stands before an operation that names a captcha action, with the clients that it shares with the operation. */
function checked(environment: CaptchaEnvironment & Pick<EnvironmentOf<'log-out'>, 'ALLOWED_ORIGINS'>, audit: AuditLog) {
  const [client, secrets] = [documents(), secretsManager()];
  return {
    client,
    secrets,
    guards: {
      allowedOrigins: environment.ALLOWED_ORIGINS,
      humanCheck: humanCheck(environment, client, secrets, audit),
    },
  };
}

export function composeStartReset() {
  const { environment, audit, ...parts } = base('start-reset');
  const { client, secrets, guards } = checked(environment, audit);
  return {
    ...parts,
    ...guards,
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
  const { client, guards } = checked(environment, audit);
  return {
    ...parts,
    ...guards,
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
  const { client, secrets, guards } = checked(environment, audit);
  return {
    ...parts,
    ...guards,
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
  const { client, secrets, guards } = checked(environment, audit);
  const { count } = parts.telemetry;
  return {
    ...parts,
    ...guards,
    loginUrl: environment.LOGIN_URL,
    ports: {
      audit,
      breached:
        environment.BREACHED_PASSWORDS_URL === undefined
          ? undefined
          : new BreachedPasswordRange(environment.BREACHED_PASSWORDS_URL, () => count('breach-check-unavailable')),
      clock,
      resets: new DynamoDbResetStore(client, environment.RESET_TABLE),
      directory: directory.change({ documents: client, secrets }),
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
  const { client, guards } = checked(environment, audit);
  return {
    ...parts,
    ...guards,
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
  const { client, secrets, guards } = checked(environment, audit);
  return {
    ...parts,
    ...guards,
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
