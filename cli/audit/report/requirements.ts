/** What proves that a requirement is met. */
export type Evidence =
  /** A query, whose number of hits stands in the report. */
  | { readonly query: string }
  /** A test in this repository, run with every change. */
  | { readonly test: string }
  | { readonly document: string }
  /** The check of digests, links and MACs. */
  | { readonly verification: true };

export interface Requirement {
  readonly standard: 'SOC 2' | 'ISO/IEC 27001:2022' | 'PCI DSS 4.0.1' | 'OWASP ASVS 5.0';
  readonly item: string;
  /** What it asks, in our words. */
  readonly asks: string;
  /** How the service meets it. */
  readonly metBy: string;
  readonly evidence: readonly Evidence[];
}

const query = (name: string): Evidence => ({ query: name });
const test = (path: string): Evidence => ({ test: path });
const document = (path: string): Evidence => ({ document: path });

/** The items of four standards that a password reset bears on. What the rest of an organization has to do is not here. */
export const requirements: readonly Requirement[] = [
  {
    standard: 'SOC 2',
    item: 'CC6.1',
    asks: 'Access is given only after the identity was established.',
    metBy: 'A password is changed only in a request whose code, mailed to a registered address, was verified.',
    evidence: [query('changes-without-code'), test('test/e2e/attacks/binding.test.ts')],
  },
  {
    standard: 'SOC 2',
    item: 'CC6.2, CC6.3',
    asks: 'Users are added, changed and barred by authorized people, on record.',
    metBy: 'Each order of an administrator is on record, with the ARN of the caller, before it is carried out.',
    evidence: [query('administrators'), test('test/e2e/ops/users.test.ts')],
  },
  {
    standard: 'SOC 2',
    item: 'CC6.6',
    asks: 'Threats from outside the boundary are kept out.',
    metBy: 'A human check before each step, limits per source, and a budget of guesses per account.',
    evidence: [query('controls'), query('guessing'), query('spraying'), test('test/e2e/attacks/guessing.test.ts')],
  },
  {
    standard: 'SOC 2',
    item: 'CC7.2, CC7.3',
    asks: 'Anomalies are looked for and judged.',
    metBy: 'The saved queries, each with what a hit means; this report runs all of them.',
    evidence: [query('acting-for-others'), query('changes-reported'), query('control-outages')],
  },
  {
    standard: 'ISO/IEC 27001:2022',
    item: 'A.8.15',
    asks: 'Logs of activities, exceptions and findings are produced, stored, protected and analysed.',
    metBy:
      'One event a step in the same write as the step, numbered, linked by digests and sealed; kept for auditRetentionDays.',
    evidence: [
      query('gaps'),
      query('contradictions'),
      { verification: true },
      test('test/unit/domain/audit-chain.test.ts'),
      test('test/infra/retention.test.ts'),
    ],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '8.3.3',
    asks: 'The identity is verified before a factor is modified.',
    metBy: 'The mailed code, also where an administrator starts the reset: he never sees it.',
    evidence: [query('changes-without-code'), test('test/e2e/ops/resets.test.ts')],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '8.3.4',
    asks: 'After 10 invalid attempts at most, no more are taken for 30 minutes, or until the identity is confirmed.',
    metBy:
      'A code dies after its fifth wrong guess; three codes an hour and ten a day at most; a hundred guesses since the last success pause recovery.',
    evidence: [
      query('guessing'),
      test('test/e2e/attacks/guessing.test.ts'),
      document('docs/reference/guess-budget.md'),
    ],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.2.1.2',
    asks: 'All actions of administrators are logged.',
    metBy: 'The orders of npm run ops; what is done to the tables beside it is in CloudTrail.',
    evidence: [query('administrators'), document('docs/guides/operations.md')],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.2.1.4, 10.2.1.5',
    asks: 'Invalid attempts, and changes of credentials, are logged.',
    metBy: 'Every guess, refusal, failed login and change of a password is an event.',
    evidence: [query('controls'), query('volumes'), test('test/unit/use-cases/publish-audit.test.ts')],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.2.2',
    asks: 'Each entry says who, what, when, with what success, from where, and on what.',
    metBy: 'subject, event, at, outcome, source, and request with state, in each event of the published schema.',
    evidence: [query('volumes'), test('test/unit/use-cases/publish-audit.test.ts')],
  },
  {
    standard: 'PCI DSS 4.0.1',
    item: '10.3.2, 10.3.4',
    asks: 'Logs are protected from modification, and changes are detected.',
    metBy: "Nobody but the audit consumer may write its log; each event bears a digest, a link and the consumer's MAC.",
    evidence: [query('contradictions'), { verification: true }, test('test/infra/permissions.test.ts')],
  },
  {
    standard: 'OWASP ASVS 5.0',
    item: '6.3.1',
    asks: 'Guessing and credential stuffing are held up.',
    metBy: 'Count, then compare, then consume: of any number of guesses at once five are compared.',
    evidence: [query('guessing'), query('spraying'), test('test/e2e/attacks/races.test.ts')],
  },
  {
    standard: 'OWASP ASVS 5.0',
    item: '6.3.7',
    asks: 'Users are told when their credentials are changed.',
    metBy: 'A mail to every registered address, with a way to say "this wasn\'t me".',
    evidence: [query('changes-without-notice'), query('notices-not-delivered'), query('changes-reported')],
  },
  {
    standard: 'OWASP ASVS 5.0',
    item: '7.4.3',
    asks: 'After a change of a factor all other sessions end.',
    metBy: 'The change raises the generation that sessions carry; older ones are refused.',
    evidence: [query('sessions-not-ended'), test('test/unit/use-cases/journey.test.ts')],
  },
  {
    standard: 'OWASP ASVS 5.0',
    item: '16.2.1, 16.3.1',
    asks: 'All authentication operations are logged, with what an investigation needs.',
    metBy:
      'Every step and refusal, with reference, reason and source; no code, password, user ID or address is in an event.',
    evidence: [query('volumes'), test('test/e2e/attacks/leakage.test.ts')],
  },
];
