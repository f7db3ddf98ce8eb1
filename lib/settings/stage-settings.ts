// Made from lib/settings/groups by `npm run reference`: not to be edited.

/** Settings as a stage's file writes them: only those that differ from the defaults. */
export interface StageSettings {
  /**
   * Name of the stage: 2 to 20 lower-case letters, digits and hyphens. It names the stack, its tables and its metrics.
   */
  readonly stage: string;
  /** Name of the product, 1 to 60 characters. It stands in pages and mails, and no password may contain it (R13). */
  readonly productName: string;
  /** Logo of pages and mails: a PNG file in the folder `brand/`. Default: our mark beside the name of the product. */
  readonly logoFile?: string;
  /**
   * Accent colour of the light theme, as `#rrggbb`. Its contrast is checked: text needs 4.5:1 (WCAG 2.2, 1.4.3).
   * Default: the colours of web/styles.css.
   */
  readonly brandColour?: string;
  /** Accent colour of the dark theme, as `#rrggbb`, also checked. Default: a shade of `brandColour` with 7:1. */
  readonly brandColourDark?: string;
  /**
   * E-mail address or https URL of the help desk, shown on every page and wherever a user cannot go on. Default: none.
   */
  readonly supportContact?: string;
  /** JSON file in the folder `brand/` with texts that replace ours, by language and key. Default: none. */
  readonly textsFile?: string;
  /** Origin of the hosted pages, such as https://login.example.com. Default: the domain name that CloudFront gives. */
  readonly siteUrl?: string;
  /**
   * ARN of an ACM certificate in us-east-1 for the host of `siteUrl`. With it, CloudFront serves that host with TLS 1.2
   * or newer. Default: none, so something else has to serve `siteUrl`.
   */
  readonly siteCertificateArn?: string;
  /**
   * URL of the API with its stage path, such as https://api.example.com/v1. Default: the URL that API Gateway gives.
   */
  readonly apiUrl?: string;
  /**
   * ARN of an ACM certificate in the stack's region for the host of `apiUrl`. With it, API Gateway serves that host.
   * Default: none, so something else has to serve `apiUrl`.
   */
  readonly apiCertificateArn?: string;
  /**
   * Host at which the hosted pages call the API. `site`: their own, whose CloudFront passes the calls on. `api`: that
   * of `apiUrl`, from another origin; for a `siteUrl` behind a proxy of yours, which would be the source address of all
   * users. Default: `site`.
   */
  readonly pagesCall?: 'site' | 'api';
  /**
   * URL that LOGIN leads to: a page, or a mobile application such as myapp://login. Default: the hosted login page,
   * which exists only with the built-in directory.
   */
  readonly loginUrl?: string;
  /**
   * Login pages of several applications that share the pages. One that links to them with `?returnTo=` and its URL in
   * this list, letter for letter, is where LOGIN leads back to. Default: none, and LOGIN leads to `loginUrl`.
   */
  readonly returnUrls?: readonly string[];
  /**
   * Exact origins, besides the hosted pages, that may call the API from a browser and embed the pages. Default: none.
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * ID of the Route 53 zone, in this account, that the stack writes the records of `siteUrl`, `apiUrl` and the sender's
   * domain into. Needs `hostedZoneName`. Default: none; a record outside of the zone is for you to publish, in an
   * output `Dns…` or in `dnsRecords` of the construct.
   */
  readonly hostedZoneId?: string;
  /** Domain name of the zone of `hostedZoneId`. */
  readonly hostedZoneName?: string;
  /** Address in the `From` of every mail. Its domain becomes the SES identity: `senderIdentity`. */
  readonly senderAddress: string;
  /**
   * SES identity of the sender. `create`: this stack makes that of the domain, with its DKIM records. `existing`: SES
   * in this account and region has one of the domain or of the address already, as where two stages share a domain.
   * Default: `create`.
   */
  readonly senderIdentity?: 'create' | 'existing';
  /** Name beside that address, 1 to 60 characters. Default: `productName`. */
  readonly senderName?: string;
  /** Address that answers to a mail go to. Default: none, so they go to `senderAddress`. */
  readonly replyTo?: string;
  /**
   * Domain of MAIL FROM, a subdomain of the sender's domain, so that SPF agrees with `From`. Default: amazonses.com,
   * which is what SES uses without one. An existing identity has its own.
   */
  readonly mailFromDomain?: string;
  /**
   * ARN of a web ACL for CloudFront. AWS takes it only from us-east-1, so this stack cannot create it. Default: none,
   * because calls of the API meet the firewall there (`waf`).
   */
  readonly siteWebAclArn?: string;
  /**
   * ARN of a web ACL of yours, in the region of the stack, in front of the API. An API takes one web ACL, so `waf` has
   * to be false. Default: none.
   */
  readonly apiWebAclArn?: string;
  /**
   * Sets the role with which API Gateway writes the access log. It belongs to the whole account and region. Default:
   * true; false for an account that already has one.
   */
  readonly setApiGatewayLogRole?: boolean;
  /** Provider of the captcha: docs/guides/captcha.md. Default: `recaptcha-v2`, which needs no tuning of a score. */
  readonly captchaProvider?:
    | 'recaptcha-v2'
    | 'recaptcha-v3'
    | 'recaptcha-enterprise'
    | 'turnstile'
    | 'hcaptcha'
    | 'altcha';
  /**
   * Whether the captcha shows a box (`box`) or works without one (`invisible`). The key in the provider's console must
   * be of the same kind. Default: `box` where the provider has one.
   */
  readonly captchaMode?: 'box' | 'invisible';
  /**
   * Public half of the provider's key pair. The secret half goes into the secret that the output `CaptchaSecretName`
   * names, or `captchaSecretName` of the construct. Every provider but `altcha` needs it.
   */
  readonly captchaSiteKey?: string;
  /**
   * Minimum score of a token, 0.3 to 1, for providers that give one (R11). Below 0.3 nearly every robot would pass.
   * Default: 0.5.
   */
  readonly captchaMinimumScore?: number;
  /** ID of the Google Cloud project of the site key. Only `recaptcha-enterprise` takes it, and needs it. */
  readonly captchaProjectId?: string;
  /**
   * Seconds from a challenge of `altcha` to the use of its token, 60 to 900. Default: 300, so that a slow phone solves
   * it in time and a page that was left for the mail rarely needs another.
   */
  readonly challengeLifetimeSeconds?: number;
  /**
   * Maximum tries that a challenge of `altcha` takes, 20 to 1000; at least half of them are needed. A try is 5,000
   * iterations of PBKDF2 with SHA-256. Default: 200, measured in docs/guides/captcha.md.
   */
  readonly challengeTries?: number;
  /** URL of the script that the pages load. Default: the provider's own. */
  readonly captchaScriptUrl?: string;
  /** URL at which the functions verify a token. Default: the provider's own. */
  readonly captchaVerifyUrl?: string;
  /** Digits of a code, 6 to 12 (R1). Default: 8, which are 26.6 bits; ASVS 6.5.3 asks for at least 20. */
  readonly otpDigits?: number;
  /** Seconds for which a code is valid, 1 to 600 (R2). Default: 600, the maximum of ASVS 6.5.5. */
  readonly otpLifetimeSeconds?: number;
  /** Seconds between two codes of one request, 0 to 600. Default: 60. */
  readonly resendCooldownSeconds?: number;
  /**
   * Guesses that one code takes, 1 to 5 (R6). Default: 5. The defaults of this and the next three settings leave an
   * attacker one chance in a million: docs/reference/guess-budget.md.
   */
  readonly attemptsPerCode?: number;
  /** Codes for one account in any hour, 1 to 3 (R6). Default: 3. */
  readonly codesPerHour?: number;
  /** Codes for one account in any 24 hours, 1 to 10 (R6). Default: 10. */
  readonly codesPerDay?: number;
  /**
   * Guesses that the codes of one account may take between two successes of its owner, 5 to 100 (R6). Recovery then
   * pauses. Default: 100, the limit of NIST SP 800-63B-4, 3.2.2, on failed attempts in a row.
   */
  readonly guessesSinceSuccess?: number;
  /** Seconds for which a reset token is valid after the code was verified, 1 to 600 (R18). Default: 600. */
  readonly resetTokenLifetimeSeconds?: number;
  /**
   * Resets that one source address may start in an hour, 1 to 100,000 (R10). Default: 20, because an office may share
   * one address.
   */
  readonly startsPerSourcePerHour?: number;
  /** Failed logins that one source address may make in an hour, 1 to 100,000 (R26). Default: 100. */
  readonly loginsPerSourcePerHour?: number;
  /**
   * Networks of offices whose addresses may each make more starts and failed logins in an hour, such as
   * `203.0.113.0/24=200`, at most 20 of them. For some hours the command `ops networks allow` gives more. Default:
   * none.
   */
  readonly networkAllowances?: readonly string[];
  /**
   * Minimum length of a new password in code points, 8 to 64 (R13). Default: 15, what NIST SP 800-63B-4 asks for where
   * the password is the only factor. Go below 15 only where the directory enforces a second factor.
   */
  readonly passwordMinLength?: number;
  /**
   * Algorithm that hashes new passwords in the built-in directory (R15). Hashes of either algorithm are verified.
   * Default: `argon2id`; `scrypt` is for runtimes without it (Node before 24.7).
   */
  readonly passwordHash?: 'argon2id' | 'scrypt';
  /**
   * Algorithm of older hashes that are still in the built-in directory's table after a change of `passwordHash`:
   * `argon2id`, `scrypt` or `none`. Every login then does the work of both, so that its time does not tell who exists
   * (R9). Default: `none`.
   */
  readonly formerPasswordHash?: 'argon2id' | 'scrypt' | 'none';
  /**
   * Kinds of hashes that imports bring along into the built-in directory, such as `bcrypt-12`, at most 6. Every login
   * then does the work of each, so that its time does not tell who exists (R9): `users import` takes no others. Remove
   * a kind when `users list --imported` shows nobody any more. Default: none.
   */
  readonly importedHashes?: readonly string[];
  /**
   * Number of passwords, the current one included, that a new password must differ from in the built-in directory: 0 to
   * 24, with `scrypt` at most 8. A change costs one hash for each. Default: 4.
   */
  readonly passwordHistory?: number;
  /**
   * URL of a range API that knows breached passwords, such as https://api.pwnedpasswords.com/range (R14). Default:
   * none, so that no other service is called.
   */
  readonly breachedPasswordsUrl?: string;
  /**
   * Seconds for which a session of the built-in directory lasts, 60 to 2,592,000 (30 days). Default: 28,800 (a working
   * day).
   */
  readonly sessionLifetimeSeconds?: number;
  /**
   * Mails that the whole service sends in a day (UTC), 1 to 10,000,000 (R25). Beyond it only the notices of changed
   * passwords are sent. Default: 50,000.
   */
  readonly mailsPerDay?: number;
  /**
   * Mails to one address in an hour, 3 to 1000 (R27): codes, lists of user IDs and notices of limits, over all user IDs
   * that share the address. Notices of changed passwords are always sent. Default: 10.
   */
  readonly mailsPerAddressPerHour?: number;
  /** Days for which a completed request is kept, 1 to 365, so that "this wasn't me" still finds it. Default: 7. */
  readonly recordRetentionDays?: number;
  /**
   * AWS WAF in front of the API. AWS charges by the month, the rule and the call. Without it one address can use up
   * what all share (R32), so false is for stages that are not public, or that have your own firewall (`apiWebAclArn`).
   * Default: true, and false with the profile `essential`.
   */
  readonly waf?: boolean;
  /**
   * AWS's core rule set in the firewall, beside its lists of bad addresses and bad inputs. It blocks callers without a
   * `User-Agent`, known scanners, and attacks in paths, queries and cookies. The API takes no query and no cookie, and
   * API Gateway answers unknown paths itself, so it is a second layer, at the monthly price of a rule. Default: false.
   */
  readonly wafCoreRules?: boolean;
  /**
   * Calls from one address in a minute, preflights included, beyond which WAF answers 429 (R10, R32): 10, the minimum
   * of AWS, to 10,000,000. Default: 200, about 25 resets a minute. WAF has a lower limit for the steps that send a mail
   * or hash a password: it follows `startsPerSourcePerHour` and `loginsPerSourcePerHour`, see
   * lib/constructs/api-rates.ts.
   */
  readonly wafRequestsPerMinute?: number;
  /**
   * Name of the last rotation of the origin's secret, such as its date. A new name makes CloudFront and the firewall
   * read the secret again: docs/guides/operations.md#origin-secret. Default: none, before the first rotation.
   */
  readonly originSecretRotation?: string;
  /**
   * KMS key of this stack for tables, secrets, queues and logs, at AWS's monthly price of a key. Default: false, which
   * uses keys that AWS manages.
   */
  readonly customerManagedKey?: boolean;
  /**
   * ARN of a KMS key of yours, in the account and region of the stack, to use instead of one of this stack. Its policy
   * needs the statements of docs/guides/existing-resources.md. Needs `customerManagedKey`. Default: none.
   */
  readonly kmsKeyArn?: string;
  /** Directory of the accounts. Default: `built-in`, tables of this stack with a hosted login page. */
  readonly directory?: 'built-in' | 'cognito' | 'webhook' | 'ldap';
  /**
   * Comparison of user IDs in the built-in directory: `exact`, or `fold`, by which upper and lower case make no
   * difference. Choose it before the first user is added. Default: `exact`.
   */
  readonly userIdCase?: 'exact' | 'fold';
  /**
   * Whether an address that belongs to exactly one account finds it where a user ID is asked for: in the built-in
   * directory, and in the directory `ldap`. Default: false.
   */
  readonly addressAsUserId?: boolean;
  /**
   * ID of the user pool, in the account and region of the stack. Only the directory `cognito` takes it, and needs it.
   */
  readonly cognitoUserPoolId?: string;
  /**
   * URL below which the directory `webhook` answers, without a slash at the end: docs/guides/webhook-directory.md. Only
   * that directory takes it, and needs it.
   */
  readonly webhookUrl?: string;
  /** Networks (CIDR) that the directory `webhook` may be in although they are not public. Default: none. */
  readonly webhookAllowedNetworks?: readonly string[];
  /**
   * URLs of 1 to 4 LDAP servers, in the order in which they are tried. Each host name has to lead to that one server.
   * Only the directory `ldap` takes it, and needs it.
   */
  readonly ldapUrls?: readonly string[];
  /** Way in which the LDAP servers set a password. The directory `ldap` needs it. */
  readonly ldapKind?: 'active-directory' | 'rfc3062';
  /** DN below which all accounts are. The directory `ldap` needs it. */
  readonly ldapBaseDn?: string;
  /**
   * DN of the service account. Its password goes into the secret that the output `LdapSecretName` names, or
   * `directorySecret` of the construct. The directory `ldap` needs it.
   */
  readonly ldapBindDn?: string;
  /**
   * 1 to 4 LDAP attributes that may have what a person types as user ID. The first names the account in mails and
   * records. Default: `sAMAccountName` for Active Directory, `uid` for other servers.
   */
  readonly ldapUserIdAttribute?: readonly string[];
  /**
   * Name of the domain in user IDs such as `CORP\\alice`, which then find `alice`. Upper and lower case make no
   * difference. Default: none, and such user IDs find nobody.
   */
  readonly ldapDomain?: string;
  /** LDAP attributes with the mail addresses. Default: `mail`. */
  readonly ldapMailAttributes?: readonly string[];
  /**
   * LDAP filter (RFC 4515) that an entry must pass to be an account. Default: all entries; in Active Directory all
   * users.
   */
  readonly ldapFilter?: string;
  /**
   * PEM text, at most 16,384 characters, of the private authorities that signed the LDAP servers' certificates. On the
   * command line `\\n` stands for the end of a line. Default: the public authorities that Node trusts.
   */
  readonly ldapCertificateAuthority?: string;
  /**
   * IDs of the subnets in which the functions that call the LDAP servers run. Needs `vpcSecurityGroupIds`. Default: no
   * VPC. docs/guides/directories.md says what the functions need there.
   */
  readonly vpcSubnetIds?: readonly string[];
  /** IDs of the security groups of those functions. Needs `vpcSubnetIds`. */
  readonly vpcSecurityGroupIds?: readonly string[];
  /**
   * ID of the AWS account that this stage belongs to, 12 digits. With it the CDK refuses credentials of another account
   * before it makes anything. Default: the account of the credentials.
   */
  readonly account?: string;
  /** AWS Region that this stage belongs to, such as eu-central-1. Default: the region of the credentials' profile. */
  readonly region?: string;
  /**
   * Tags of the stack, at most 40, as an object or as `team=identity,cost-centre=42`. CloudFormation puts them on
   * everything that it makes. Default: none.
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Calls a second of each step, of all callers together, beyond which API Gateway answers 429: 1 to 10,000. With `waf`
   * it lets through in addition what 20 addresses can send at WAF's limits, so that they do not use up what users share
   * (R32): docs/reference/scale.md. Default: 100.
   */
  readonly requestsPerSecond?: number;
  /**
   * Calls beyond that rate that API Gateway lets through in a burst, 1 to 5,000, with the same addition. Default: 200.
   */
  readonly requestBurst?: number;
  /**
   * Calls a second of each step that sends a mail or hashes a password, 1 to 10,000 and at most `requestsPerSecond`,
   * with the same addition. Default: 20, because these steps cost most.
   */
  readonly costlyRequestsPerSecond?: number;
  /** Burst of each of those steps, 1 to 5,000 and at most `requestBurst`. Default: 40. */
  readonly costlyRequestBurst?: number;
  /**
   * Executions that each function of the API has reserved, 1 to 1,000: its minimum and its maximum at the same time.
   * AWS keeps 100 of the account's quota unreserved, so the sum over these functions, and 100, must fit into the quota.
   * Default: none; a function then takes whatever the account has left.
   */
  readonly reservedConcurrency?: number;
  /** Instances of each step that are kept warm, 0 to 100, and paid for by the hour. Default: 0. */
  readonly provisionedConcurrency?: number;
  /**
   * Batches of one shard of the table's stream that each consumer takes at the same time, 1 to 10. The steps of one
   * request stay in order. Default: 1, enough up to the number of resets a minute that docs/reference/scale.md names.
   */
  readonly streamParallelization?: number;
  /**
   * Seconds for which the audit consumer gathers events before it publishes them, a hundred at a time: 0 to 300. The
   * trail, and what is counted from it, is late by that much; no mail waits for it. Default: 30, with which a reset
   * takes a third of the invocations (docs/adr/0024-sampled-traces-batched-audit.md).
   */
  readonly auditBatchingSeconds?: number;
  /**
   * Minutes between two checkpoints of the audit trail, 5 to 60. A checkpoint lists the events of its period, so that a
   * line that is removed or added later is found; before it, only the links between steps are. Default: 60, which costs
   * about 0.02 USD a month.
   */
  readonly auditCheckpointMinutes?: number;
  /**
   * Percentage of the API's calls, 0 to 100, that X-Ray traces together with the functions behind them. Preflights are
   * never traced. Default: what the account's own sampling rules say, which trace every call while there is less than
   * one a second (docs/adr/0024-sampled-traces-batched-audit.md).
   */
  readonly tracedPercent?: number;
  /** Level from which the functions log. Default: `INFO`. */
  readonly logLevel?: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** Days for which logs are kept: one of the periods that CloudWatch Logs offers. Default: 90. */
  readonly logRetentionDays?:
    | 1
    | 3
    | 5
    | 7
    | 14
    | 30
    | 60
    | 90
    | 120
    | 150
    | 180
    | 365
    | 400
    | 545
    | 731
    | 1096
    | 1827
    | 2192
    | 2557
    | 2922
    | 3288
    | 3653;
  /** Days for which the audit trail is kept in CloudWatch Logs, one of the periods from 90 on. Default: 400. */
  readonly auditRetentionDays?: 90 | 180 | 365 | 400 | 731 | 1096 | 1827 | 2557 | 3653;
  /**
   * Archive of audit events in a bucket whose files cannot be altered. `off`: none. `governance`: one named right can
   * lift the lock. `compliance`: nobody can until the years are over. Default: `governance`, and `off` with the profile
   * `essential` (docs/adr/0014-tamper-evident-audit-trail.md).
   */
  readonly auditArchive?: 'off' | 'governance' | 'compliance';
  /** Years for which the archive is locked, 1 to 10. Default: 3. */
  readonly auditArchiveYears?: number;
  /**
   * Event bus of EventBridge that gets events for applications, such as `password_changed`: docs/reference/events.md.
   * `off`: none, and nothing is deployed for it. `default`: the bus of that name in the account of the stack. Otherwise
   * the ARN of a bus in the region of the stack. Default: `off`.
   */
  readonly eventBus?: string;
  /**
   * Logs every request to CloudFront, to the pages' bucket and to the archive's, into a bucket of their own, for
   * `logRetentionDays`. The logs have visitors' addresses (docs/reference/privacy.md). CloudFront cannot write them in
   * regions that an account has to enable first. Default: false, because the API logs its calls anyway.
   */
  readonly accessLogs?: boolean;
  /**
   * What a stage has beyond the service itself, at its monthly price (docs/reference/profiles.md). `essential`: the
   * alarms that wake somebody; no firewall and no archive. `full`: every alarm, the firewall and the archive. It sets
   * the defaults of other settings, and each of them can still be set. Default: `full`.
   */
  readonly profile?: 'essential' | 'full';
  /** Alarms of the profile (docs/adr/0019-alarms.md). Default: true; false only for a stage that nobody watches. */
  readonly alarms?: boolean;
  /**
   * Asks each question about incidents of the audit trail every night, with an alarm for each, where `alarms` is true:
   * 1.80 dollars a month for the alarms, and 2.55 dollars a month for each gigabyte of logs a day that the functions
   * write (docs/adr/0034-incident-questions-at-night.md). Default: false.
   */
  readonly incidentQueries?: boolean;
  /** Dashboard in CloudWatch, at 3 USD a month by the hour. Default: false. */
  readonly dashboard?: boolean;
  /** Address that is mailed when an alarm starts and ends. Default: none; you can subscribe to the alarm topics. */
  readonly alarmEmail?: string;
  /**
   * ARN of an SNS topic of yours, in the account and region of the stack, for the alarms with the severity page.
   * Default: none; the stack makes one.
   */
  readonly pageTopicArn?: string;
  /** As `pageTopicArn`, for the alarms with the severity ticket. */
  readonly ticketTopicArn?: string;
  /**
   * URL at which those on call can open the folder docs, without a slash at the end. Alarms link to the runbook there.
   * Default: none; alarms then name a path in the repository, or below `node_modules` of an app of your own.
   */
  readonly runbookUrl?: string;
  /**
   * Way in which calls move to a new version of a function. `all-at-once`: no steps. `canary`: a tenth for 15 minutes,
   * then all. `linear`: a tenth more every two minutes. `canary` and `linear` roll back by themselves when an alarm of
   * the function starts (docs/guides/releases.md). Default: `all-at-once`.
   */
  readonly releaseShifting?: 'all-at-once' | 'canary' | 'linear';
  /**
   * Moves all calls at once in this deployment, whatever the alarms say, and keeps aliases and shifting for the next
   * one: the option `--now` of the command `deploy` sets it. No stage file should. Default: false.
   */
  readonly releaseNow?: boolean;
  /** Keeps tables, secrets and logs when the stack is deleted. Default: true; the stage `prod` takes no other value. */
  readonly retainData?: boolean;
  /**
   * Protects the tables, the audit trail and the stack of a stage from being deleted. The construct in a stack of yours
   * cannot protect that stack: set its `terminationProtection` yourself. Set both after the first deployment has
   * succeeded: CloudFormation could not remove what a failed one leaves behind (docs/adr/0028-first-deployments.md).
   * Needs `retainData`. Default: false.
   */
  readonly deletionProtection?: boolean;
}
