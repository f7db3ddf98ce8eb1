import { directory } from '#directory';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { BreachedPasswordRange } from './adapters/breached-password-range.ts';
import { answerCloudFormation } from './adapters/cloudformation-answer.ts';
import { DynamoDbCredentialCheck } from './adapters/dynamodb-credential-check.ts';
import { DynamoDbOrderStore } from './adapters/dynamodb-order-store.ts';
import { DynamoDbSessionStore } from './adapters/dynamodb-session-store.ts';
import { DynamoDbSourceLimiter } from './adapters/dynamodb-source-limiter.ts';
import { JsonLinesAuditTrail } from './adapters/json-lines-audit-trail.ts';
import { KmsSigner } from './adapters/kms-signer.ts';
import { S3Archive } from './adapters/s3-archive.ts';
import { SecretsManagerPeppers } from './adapters/secrets-manager-peppers.ts';
import { auditLog, resetStore, subjectKeys } from './composition/audit.ts';
import { build } from './composition/build.ts';
import { AWS_CALLS, clock, documents, secretsManager } from './composition/clients.ts';
import { delivery } from './composition/delivery.ts';
import { type CaptchaEnvironment, humanCheck } from './composition/human-check.ts';
import { availableAlgorithm } from './domain/password-hash.ts';
import { type EnvironmentOf, readEnvironment } from './environment.ts';
import type { FunctionName } from './operations.ts';
import { telemetry } from './telemetry.ts';

/**
 * With the folder of its name, the only place that makes clients and adapters. One function for each Lambda function, so
 * that a bundle carries no more than its own parts.
 */

type NamingEnvironment = Pick<
  EnvironmentOf<'log-out'>,
  'ALLOWED_ORIGINS' | 'AUDIT_POLICY' | 'AUDIT_DIRECTORY' | 'AUDIT_SUBJECT_SECRET_ARN'
>;

/** What every function has. */
const base = <Name extends FunctionName>(name: Name) => ({
  environment: readEnvironment(name),
  telemetry: telemetry(name),
});

/** What every operation has that leaves a trace in the audit trail. */
const audited = (environment: NamingEnvironment, secrets = secretsManager()) => ({
  secrets,
  audit: auditLog(environment),
  subjectKeys: subjectKeys(environment, secrets),
});

/** What stands before an operation that names a captcha action, with the clients and ports that it shares with the operation. */
function checked(environment: CaptchaEnvironment & NamingEnvironment) {
  const client = documents();
  const { secrets, audit, subjectKeys: keys } = audited(environment);
  return {
    client,
    secrets,
    audit,
    guards: {
      allowedOrigins: environment.ALLOWED_ORIGINS,
      subjectKeys: keys,
      humanCheck: humanCheck(environment, client, secrets, audit),
    },
  };
}

export function composeStartReset() {
  const { environment, ...parts } = base('start-reset');
  const { client, secrets, audit, guards } = checked(environment);
  return {
    ...parts,
    ...guards,
    ports: {
      audit,
      clock,
      limiter: new DynamoDbSourceLimiter(client, environment.RESET_TABLE, clock),
      peppers: new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock),
      resets: resetStore(environment, client),
      subjectKeys: guards.subjectKeys,
    },
    rules: {
      otpLifetime: environment.OTP_LIFETIME_SECONDS,
      resendCooldown: environment.RESEND_COOLDOWN_SECONDS,
      startsPerSourcePerHour: environment.STARTS_PER_SOURCE_PER_HOUR,
    },
  };
}

export function composeResendOtp() {
  const { environment, ...parts } = base('resend-otp');
  const { client, audit, guards } = checked(environment);
  return {
    ...parts,
    ...guards,
    ports: { audit, clock, resets: resetStore(environment, client) },
    rules: {
      otpLifetime: environment.OTP_LIFETIME_SECONDS,
      resendCooldown: environment.RESEND_COOLDOWN_SECONDS,
      codesPerHour: environment.CODES_PER_HOUR,
    },
  };
}

export function composeVerifyOtp() {
  const { environment, ...parts } = base('verify-otp');
  const { client, secrets, audit, guards } = checked(environment);
  return {
    ...parts,
    ...guards,
    ports: {
      audit,
      clock,
      peppers: new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock),
      resets: resetStore(environment, client),
    },
    rules: {
      attemptsPerCode: environment.ATTEMPTS_PER_CODE,
      resetTokenLifetime: environment.RESET_TOKEN_LIFETIME_SECONDS,
    },
  };
}

export function composeCompleteReset() {
  const { environment, ...parts } = base('complete-reset');
  const { client, secrets, audit, guards } = checked(environment);
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
      resets: resetStore(environment, client),
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
  const { environment, ...parts } = base('report-reset');
  const { secrets, audit, subjectKeys: keys } = audited(environment);
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    subjectKeys: keys,
    ports: {
      audit,
      clock,
      peppers: new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock),
      resets: resetStore(environment, documents()),
    },
  };
}

export function composeRemindUserId() {
  const { environment, ...parts } = base('remind-user-id');
  const { client, audit, guards } = checked(environment);
  return {
    ...parts,
    ...guards,
    ports: {
      audit,
      clock,
      limiter: new DynamoDbSourceLimiter(client, environment.RESET_TABLE, clock),
      resets: resetStore(environment, client),
      subjectKeys: guards.subjectKeys,
    },
    rules: { startsPerSourcePerHour: environment.STARTS_PER_SOURCE_PER_HOUR },
  };
}

export function composeLogIn() {
  const { environment, ...parts } = base('log-in');
  const { client, audit, guards } = checked(environment);
  return {
    ...parts,
    ...guards,
    ports: {
      audit,
      clock,
      limiter: new DynamoDbSourceLimiter(client, environment.RESET_TABLE, clock),
      subjectKeys: guards.subjectKeys,
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
  const { environment, ...parts } = base('who-am-i');
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
  const { environment, ...parts } = base('log-out');
  const { audit, subjectKeys: keys } = audited(environment);
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    subjectKeys: keys,
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
  const { environment, telemetry: signals } = base('audit-consumer');
  const macKeys = new SecretsManagerPeppers(secretsManager(), environment.AUDIT_MAC_SECRET_ARN, clock, 'audit-mac');
  return { telemetry: signals, ports: { trail: new JsonLinesAuditTrail(), macKeys, build } };
}

export function composeArchiveDigest() {
  const { environment, telemetry: signals } = base('archive-digest');
  return {
    telemetry: signals,
    ports: {
      clock,
      archive: new S3Archive(new S3Client(AWS_CALLS), environment.ARCHIVE_BUCKET),
      signer: new KmsSigner(new KMSClient(AWS_CALLS), environment.ARCHIVE_KEY_ARN),
    },
  };
}

export function composeSettingsRecord() {
  const { environment, telemetry: signals } = base('settings-record');
  const orders = new DynamoDbOrderStore(documents(), environment.RESET_TABLE);
  return { telemetry: signals, ports: { clock, orders, answer: answerCloudFormation } };
}

export function composeMailEvents() {
  const { environment, telemetry: signals } = base('mail-events');
  return {
    telemetry: signals,
    ports: { clock, resets: resetStore(environment, documents()) },
    origin: {
      account: environment.ACCOUNT_ID,
      region: environment.REGION,
      configurationSet: environment.SES_CONFIGURATION_SET,
    },
  };
}
