import { commandLine, documentAt } from '../../../lib/instructions.ts';

/** Evidence that a requirement is met. */
export type Evidence =
  /** Query whose number of hits is in the report. */
  | { readonly query: string }
  /** Test in this repository, which runs with every change. */
  | { readonly test: string }
  | { readonly document: string }
  /** Check of digests, links and MACs. The item is met only if it shows that the month is whole. */
  | { readonly verification: true };

/** Rule of an item on the rules in force, such as `digits8-min15-5x3x10`. */
export interface PolicyRule {
  /** Rule in words, with its bound. */
  readonly asks: string;
  readonly holds: (policy: {
    readonly minLength: number;
    readonly attemptsPerCode: number;
    readonly codesPerHour: number;
  }) => boolean;
}

export interface Requirement {
  readonly standard: 'SOC 2' | 'ISO/IEC 27001:2022' | 'PCI DSS 4.0.1' | 'OWASP ASVS 5.0';
  readonly item: string;
  /** Requirement in our words. */
  readonly asks: string;
  /** Way in which the service meets it. */
  readonly metBy: string;
  readonly evidence: readonly Evidence[];
  /** Queries whose hit shows that the item was not met. */
  readonly brokenBy?: readonly string[];
  /** Rule that every policy of the month must meet. */
  readonly policy?: PolicyRule;
  /** Reason why the trail cannot show it; the evidence is elsewhere. */
  readonly elsewhere?: string;
  /** Reason why it is a duty of others. */
  readonly notOurs?: string;
}

const query = (name: string): Evidence => ({ query: name });
const test = (path: string): Evidence => ({ test: path });
const document = (path: Parameters<typeof documentAt>[0]): Evidence => ({ document: documentAt(path) });

/** Items of four standards that concern a password reset. Duties of the rest of an organization are not included. */
export const requirements: readonly Requirement[] = [
  {
    standard: 'SOC 2',
    item: 'CC6.1',
    asks: 'Access is given only after identification.',
    metBy: 'A password is changed only in a request whose code, mailed to a registered address, was verified.',
    evidence: [query('changes-without-code'), test('test/e2e/attacks/binding.test.ts')],
    brokenBy: ['changes-without-code'],
  },
  {
    standard: 'SOC 2',
    item: 'CC6.2, CC6.3',
    asks: 'Users are added, changed and disabled by authorized people, and this is recorded.',
    metBy: 'Each order of an administrator is recorded, with the ARN of the caller, before it is carried out.',
    evidence: [query('administrators'), test('test/e2e/ops/users.test.ts')],
  },
  {
    standard: 'SOC 2',
    item: 'CC6.6',
    asks: 'Threats from outside the system are kept out.',
    metBy: 'A captcha before each step, limits for each source, and a budget of guesses for each account.',
    evidence: [query('controls'), query('guessing'), query('spraying'), test('test/e2e/attacks/guessing.test.ts')],
    brokenBy: ['changes-without-code', 'success-after-failures'],
  },
  {
    standard: 'SOC 2',
    item: 'CC7.2, CC7.3',
    asks: 'Anomalies are monitored and evaluated.',
    metBy: 'Saved queries, each with the meaning of a hit. This report runs all of them.',
    evidence: [query('acting-for-others'), query('changes-reported'), query('control-outages')],
  },
  {
    standard: 'ISO/IEC 27001:2022',
    item: 'A.8.15',
    asks: 'Logs of activities, exceptions and findings are produced, stored, protected and analysed.',
    metBy:
      'Each step writes one event together with its data. Events are numbered, linked by digests, sealed by a MAC, ' +
      'and kept for auditRetentionDays.',
    evidence: [
      query('gaps'),
      query('contradictions'),
      { verification: true },
      test('test/unit/domain/audit-chain.test.ts'),
      test('test/infra/retention.test.ts'),
    ],
    brokenBy: ['gaps', 'contradictions'],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '8.3.3',
    asks: 'The identity is verified before a factor is modified.',
    metBy: 'The mailed code, also for a reset that an administrator starts. The administrator never sees the code.',
    evidence: [query('changes-without-code'), test('test/e2e/ops/resets.test.ts')],
    brokenBy: ['changes-without-code'],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '8.3.4',
    asks: 'After at most 10 invalid attempts no more are accepted for 30 minutes, or until the identity is confirmed.',
    metBy:
      'An account takes as many guesses an hour as attemptsPerCode times codesPerHour; after a hundred guesses since the ' +
      'last success codes work through the link in their mail alone. By default that is 15 an hour: set codesPerHour ' +
      'to 2 to meet it. Failed logins are delayed, not refused.',
    evidence: [
      query('policies'),
      query('guessing'),
      test('test/e2e/attacks/guessing.test.ts'),
      document('reference/guess-budget.md'),
    ],
    policy: {
      asks: 'at most 10 guesses an hour',
      holds: ({ attemptsPerCode, codesPerHour }) => attemptsPerCode * codesPerHour <= 10,
    },
    brokenBy: ['login-guessing'],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '8.3.6',
    asks: 'A password has at least 12 characters, with letters and digits.',
    metBy:
      'passwordMinLength is 15 by default. There is no rule of letters and digits: common and breached passwords are ' +
      'refused in its place, so agree on that with your assessor.',
    evidence: [query('policies'), document('reference/passwords.md')],
    policy: { asks: 'at least 12 characters', holds: ({ minLength }) => minLength >= 12 },
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '8.3.5, 8.3.7, 8.3.9',
    asks: 'First passwords are unique, old ones are not used again, and passwords are changed or risks analysed.',
    metBy: 'The service sends no password. The history and the age of passwords belong to the user directory.',
    evidence: [document('guides/directories.md')],
    notOurs: 'the user directory keeps passwords, and sets their age and history',
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.2.1.2',
    asks: 'All actions of administrators are logged.',
    metBy: 'Orders through the command ops are recorded. Direct access to the tables is in CloudTrail.',
    evidence: [query('administrators'), document('guides/operations.md')],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.2.1.4, 10.2.1.5',
    asks: 'Invalid attempts and changes of credentials are logged.',
    metBy: 'Every guess, refusal, failed login and password change is an event.',
    evidence: [query('controls'), query('volumes'), test('test/unit/use-cases/publish-audit.test.ts')],
    brokenBy: ['gaps'],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.2.2',
    asks: 'Each entry has user, type of event, time, outcome, origin and affected data.',
    metBy: 'The published schema has subject, event, at, outcome, source, and request with state.',
    evidence: [query('volumes'), test('test/unit/use-cases/publish-audit.test.ts')],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.3.2, 10.3.4',
    asks: 'Logs are protected from modification, and changes are detected.',
    metBy:
      'Only the audit consumer may write its log. Each event has a digest, a link to the one before and the ' +
      "consumer's MAC.",
    evidence: [query('contradictions'), { verification: true }, test('test/infra/permissions.test.ts')],
    brokenBy: ['gaps', 'contradictions'],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.2.1.1, 10.2.1.3, 10.2.1.6, 10.2.1.7',
    asks: 'Access to card data and to logs, stopping of logs, and changes of system objects are logged.',
    metBy:
      'The service has no card data. CloudTrail of your account has the rest; the alarm trail-changed rings by it.',
    evidence: [document('guides/runbook.md')],
    notOurs: 'it is in CloudTrail of your account',
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.3.1, 10.3.3',
    asks: 'Only those who need it can read logs, and logs are copied at once to a place that is hard to alter.',
    metBy: 'The stack grants nobody the right to read. With auditArchive events are copied into locked files.',
    evidence: [test('test/infra/archive.test.ts'), document('guides/audit-guide.md')],
    elsewhere: `IAM of your account and the bucket of the archive show it: ${commandLine('audit', 'verify-archive')}`,
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.4.1, 10.4.2',
    asks: 'Logs are reviewed every day, and exceptions are followed up.',
    metBy: 'With incidentQueries every question is asked each night, and an alarm names the one that found something.',
    evidence: [test('test/infra/incident-queries.test.ts'), document('guides/runbook.md')],
    notOurs: 'your people answer the alarms',
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.5.1',
    asks: 'Logs are kept for 12 months, of which three are at hand.',
    metBy: 'auditRetentionDays is 400 by default, and auditArchiveYears 3.',
    evidence: [test('test/infra/retention.test.ts')],
    elsewhere: 'the settings of the stage show it',
  },
  {
    standard: 'OWASP ASVS 5.0',
    item: '6.3.1',
    asks: 'Guessing and credential stuffing are prevented.',
    metBy: 'Count, then compare, then consume: however many guesses arrive at once, only five are compared.',
    evidence: [query('guessing'), query('spraying'), test('test/e2e/attacks/races.test.ts')],
    brokenBy: ['success-after-failures', 'changes-without-code'],
  },
  {
    standard: 'OWASP ASVS 5.0',
    item: '6.3.7',
    asks: 'Users are notified when their credentials change.',
    metBy: 'A mail to every registered address, with a way to say "this wasn\'t me".',
    evidence: [query('changes-without-notice'), query('notices-not-delivered'), query('changes-reported')],
    brokenBy: ['changes-without-notice'],
  },
  {
    standard: 'OWASP ASVS 5.0',
    item: '7.4.3',
    asks: 'All other sessions end after a change of a factor.',
    metBy: 'The change increases the session generation, and sessions of an older generation are refused.',
    evidence: [query('sessions-not-ended'), test('test/unit/use-cases/journey.test.ts')],
    brokenBy: ['sessions-not-ended'],
  },
  {
    standard: 'OWASP ASVS 5.0',
    item: '16.2.1, 16.3.1',
    asks: 'All authentication operations are logged, with the data that an investigation needs.',
    metBy:
      'Every step and refusal is an event with reference, reason and source, and without code, password, user ID or ' +
      'address.',
    evidence: [query('volumes'), test('test/e2e/attacks/leakage.test.ts')],
    brokenBy: ['gaps'],
  },
];
