import { Aws } from 'aws-cdk-lib';
import type { PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { metricNamespace } from '../../functions/runtime/metrics.ts';
import type { Right, SecretName } from '../../functions/runtime/capability.ts';
import { type Declared, variablesOf } from '../../functions/runtime/environment.ts';
import { rules, type RuleName } from '../../functions/runtime/rules.ts';
import { mailBrandOf } from '../brand/brand.ts';
import { captchaUrls } from '../settings/captcha-urls.ts';
import type { Settings } from '../settings/schema.ts';
import { auditLogGroups, policyName } from '../stage-names.ts';
import { type Access, permission, together } from './access.ts';
import type { Directory } from './directory.ts';
import type { MailSending } from './mail-sending.ts';
import type { ResetTable } from './reset-table.ts';
import type { Secrets } from './secrets.ts';

export interface GrantsProps {
  readonly settings: Settings;
  readonly resets: ResetTable;
  readonly directory: Directory;
  readonly secrets: Secrets;
  readonly mail: MailSending;
  /** Origin of the hosted pages. */
  readonly siteUrl: string;
  /** Hosts of the pages that may carry a captcha, separated by commas. */
  readonly captchaHostnames: string;
  /** Every origin that may call the API, separated by commas. */
  readonly allowedOrigins: string;
  readonly account: string;
  readonly region: string;
}

/** Variables that name a part of the stack, and come with the right to use it. */
type PartVariable =
  | 'RESET_TABLE'
  | 'USERS_TABLE'
  | 'SESSIONS_TABLE'
  | 'DIRECTORY'
  | 'SENDER_ADDRESS'
  | 'PRODUCT_NAME'
  | `${'PEPPER' | 'CAPTCHA' | 'AUDIT_SUBJECT' | 'AUDIT_MAC' | 'ORIGIN'}_SECRET_ARN`;

type StackVariable =
  | PartVariable
  | keyof ReturnType<typeof baseVariables>
  | keyof ReturnType<typeof capabilityVariables>;

type VariableOf<Of> = Of extends { readonly variables: infer Variables } ? keyof Variables : never;
type MissingVariable<Function extends Declared> = Exclude<
  VariableOf<Function['capabilities'][keyof Function['capabilities']]>,
  StackVariable
>;
type Complete<Function extends Declared> = [MissingVariable<Function>] extends [never]
  ? unknown
  : { readonly missing: MissingVariable<Function> };

/** Variables and permissions of one function. */
export type FunctionAccess = Access<Record<string, string>>;

/**
 * Turns the declaration of a function into its environment and its rights: every variable that its capabilities and
 * rules read, and every right that they name, and nothing else.
 */
export class Grants {
  readonly #props: GrantsProps;
  readonly #settings: Readonly<Record<string, string>>;

  constructor(props: GrantsProps) {
    this.#props = props;
    this.#settings = { ...baseVariables(props), ...capabilityVariables(props), ...ruleVariables(props) };
  }

  /** A variable that the function reads and the stack does not give is a compile error. */
  accessOf<Function extends Declared>(declared: Function & Complete<Function>): FunctionAccess {
    const rights = Object.values(declared.capabilities).flatMap((capability) => capability.rights);
    const granted: FunctionAccess = together(...rights.map((right) => this.#grant(right)));
    const given: Record<string, string> = { ...this.#settings, ...granted.variables };
    const read = Object.keys(variablesOf(declared));
    // The variables of a directory are its own: no capability names them.
    const own = Object.entries(given).filter(([name]) => read.includes(name) || name in granted.variables);
    return { variables: Object.fromEntries(own), statements: distinct(granted.statements) };
  }

  #grant(right: Right): FunctionAccess {
    const { resets, directory, mail } = this.#props;
    switch (right.on) {
      case 'resets':
        return resets.allow(right.items);
      case 'pending-index':
        return resets.queryPending();
      case 'stream':
        return resets.readStream();
      case 'secret':
        return this.#read(right.name);
      case 'mail':
        return mail.send();
      case 'directory':
        return directory.allow[right.use]();
      case 'users':
      case 'sessions':
        return directory.allowLogin(right);
      case 'audit-logs':
        return this.#readAuditLogs();
      case 'archive':
      case 'event-bus':
        throw new Error(`the construct with the ${right.on} grants its own rights`);
    }
  }

  /** Reads the logs with audit events by their names, which the functions that write them have too. */
  #readAuditLogs(): FunctionAccess {
    const { settings, account, region } = this.#props;
    return permission(
      ['logs:FilterLogEvents'],
      auditLogGroups(settings.stage, settings.directory).map(
        (name) => `arn:${Aws.PARTITION}:logs:${region}:${account}:log-group:${name}:*`,
      ),
    );
  }

  #read(name: SecretName): FunctionAccess {
    const { secrets } = this.#props;
    switch (name) {
      case 'pepper':
        return secrets.readPepper();
      case 'captcha':
        return secrets.readCaptcha();
      case 'auditSubject':
        return secrets.readAuditSubject();
      case 'auditMac':
        return secrets.readAuditMac();
      case 'origin':
        return secrets.readOrigin();
    }
  }
}

/** Two capabilities that use a part in the same way need one statement. */
const distinct = (statements: readonly PolicyStatementProps[]): PolicyStatementProps[] => [
  ...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values(),
];

export const baseVariables = ({ settings }: Pick<GrantsProps, 'settings'>) => ({
  STAGE: settings.stage,
  POWERTOOLS_METRICS_NAMESPACE: metricNamespace(settings.stage),
  POWERTOOLS_LOG_LEVEL: settings.logLevel,
});

const capabilityVariables = ({ settings, mail, siteUrl, captchaHostnames }: GrantsProps) => ({
  AUDIT_POLICY: policyName(settings),
  AUDIT_DIRECTORY: settings.directory,
  AUDIT_LOG_GROUPS: auditLogGroups(settings.stage, settings.directory).join(','),
  CAPTCHA_PROVIDER: settings.captchaProvider,
  CAPTCHA_VERIFY_URL: captchaUrls(settings).verifyUrl ?? 'none',
  CAPTCHA_SITE_KEY: settings.captchaSiteKey ?? 'none',
  CAPTCHA_HOSTNAMES: captchaHostnames,
  CAPTCHA_MINIMUM_SCORE: String(settings.captchaMinimumScore),
  CHALLENGE_LIFETIME_SECONDS: String(settings.challengeLifetimeSeconds),
  BREACHED_PASSWORDS_URL: settings.breachedPasswordsUrl ?? 'off',
  USER_ID_CASE: settings.userIdCase ?? 'exact',
  PASSWORD_HASH: settings.passwordHash,
  FORMER_PASSWORD_HASH: settings.formerPasswordHash,
  IMPORTED_HASHES: settings.importedHashes.join(',') || 'none',
  NETWORK_ALLOWANCES: settings.networkAllowances.join(',') || 'none',
  MAILS_PER_DAY: String(settings.mailsPerDay),
  SITE_URL: siteUrl,
  BRAND: JSON.stringify(mailBrandOf(settings)),
  SENDER_NAME: settings.senderName ?? settings.productName,
  REPLY_TO: settings.replyTo ?? 'none',
  SES_CONFIGURATION_SET: mail.configurationSetName,
});

/** A rule without a value here is a compile error. */
function ruleVariables(props: GrantsProps): Record<string, string> {
  const { settings } = props;
  const values: { readonly [Name in RuleName]: string | number } = {
    account: props.account,
    allowedOrigins: props.allowedOrigins,
    attemptsPerCode: settings.attemptsPerCode,
    challengeLifetime: settings.challengeLifetimeSeconds,
    challengeTries: settings.challengeTries,
    checkpointPeriod: settings.auditCheckpointMinutes * 60,
    codesPerDay: settings.codesPerDay,
    codesPerHour: settings.codesPerHour,
    configurationSet: props.mail.configurationSetName,
    guessesSinceSuccess: settings.guessesSinceSuccess,
    loginUrl: settings.loginUrl ?? `${props.siteUrl}/`,
    loginsPerSourcePerHour: settings.loginsPerSourcePerHour,
    mailsPerAddressPerHour: settings.mailsPerAddressPerHour,
    otpDigits: settings.otpDigits,
    otpLifetime: settings.otpLifetimeSeconds,
    passwordMinLength: settings.passwordMinLength,
    productName: settings.productName,
    recordRetention: settings.recordRetentionDays * 86_400,
    region: props.region,
    resendCooldown: settings.resendCooldownSeconds,
    resetTokenLifetime: settings.resetTokenLifetimeSeconds,
    sessionLifetime: settings.sessionLifetimeSeconds,
    startsPerSourcePerHour: settings.startsPerSourcePerHour,
  };
  return Object.fromEntries(
    Object.entries(rules).map(([name, { variable }]) => [variable, String(values[name as RuleName])]),
  );
}
