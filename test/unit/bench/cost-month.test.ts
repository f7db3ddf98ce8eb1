import { deployed } from '../../../bench/cost/deployed.ts';
import { monthOf, stageOf } from '../../../bench/cost/fixed.ts';
import { byService } from '../../../bench/cost/bill.ts';
import { UNUSED } from '../../../bench/cost/usage.ts';

const redelivery = {
  ...UNUSED,
  name: 'redelivery',
  invocations: 1,
  processor: 1,
  waits: { dynamodb: 1, ses: 0, captcha: 0 },
  log: { lines: 1, bytes: 200 },
  readUnits: 1.5,
};
const parts = { metrics: 10, secretReads: 8, tableUsers: 5, redelivery };
const costs = (stage: string, overrides: Record<string, unknown> = {}) =>
  new Map(byService(monthOf(deployed(stage, overrides), parts)).map(({ service, dollars }) => [service, dollars]));

const prod = deployed('prod');

test("how a stage traces and what it keeps comes from its template's settings", () => {
  expect(stageOf(prod)).toEqual({
    waf: true,
    logRetentionDays: 90,
    auditRetentionDays: 400,
    archiveYears: 3,
    traces: { ofCalls: 0.05, ofPreflights: 0, ofBackground: 0 },
  });
  expect(stageOf(deployed('dev'))).toMatchObject({
    waf: false,
    archiveYears: 0,
    traces: { ofCalls: 1, ofPreflights: 1 },
  });
});

test('a month costs what the template holds', () => {
  const found = costs('prod');
  // One web ACL with four rate rules and three groups of AWS.
  expect(found.get('WAF')).toBeCloseTo(12, 9);
  // Five secrets, and eight reads of one instance each five minutes.
  expect(found.get('Secrets Manager')).toBeCloseTo(2 + (8 * 8760 * 0.05) / 10_000, 6);
  // Two keys, and as many uses as five functions of tables and the reads of secrets make.
  expect(found.get('KMS')).toBeCloseTo(2 + (13 * 8760 * 0.03) / 10_000, 6);
  expect(found.get('CloudWatch')).toBeGreaterThan(3 + 10 * 0.3);
});

test('what a stage goes without is not paid for', () => {
  const found = costs('prod', {
    alarms: 'false',
    releaseShifting: 'all-at-once',
    waf: 'false',
    customerManagedKey: 'false',
    auditArchive: 'off',
  });
  expect(found.get('CloudWatch')).toBeCloseTo(6, 9);
  for (const service of ['WAF', 'KMS', 'Audit archive']) expect(found.has(service)).toBe(false);
});
