import { billOf, byService, firehoseBytes, type Stage } from '../../../bench/cost/bill.ts';
import { verdicts } from '../../../bench/cost/budget.ts';
import { costOf, CAPTCHAS, type Price, PRICES, recaptchaMonth } from '../../../bench/cost/prices.ts';
import {
  billedMilliseconds,
  type FunctionUse,
  ingestedBytes,
  NOTHING,
  UNUSED,
  type Usage,
} from '../../../bench/cost/usage.ts';
import { PRICES as DASHBOARD_PRICES } from '../../../lib/constructs/observability/prices.ts';

const use = (changes: Partial<FunctionUse> = {}): FunctionUse => ({
  ...UNUSED,
  name: 'start-reset',
  invocations: 1,
  ...changes,
});

const usage = (changes: Partial<Usage> = {}): Usage => ({ ...NOTHING, ...changes });

const stage: Stage = {
  waf: true,
  logRetentionDays: 90,
  auditRetentionDays: 400,
  archiveYears: 3,
  traces: { ofCalls: 0.05, ofPreflights: 0.05, ofBackground: 0 },
};

const dollars = (found: Usage, plan: 'mailALaCarte' | 'mailEssentials' = 'mailALaCarte', given = stage) =>
  Object.fromEntries(byService(billOf(found, given, plan)).map((cost) => [cost.service, cost.dollars]));

describe('the price table', () => {
  const all: [string, Pick<Price, 'page' | 'url' | 'lookedUp' | 'checked'>][] = [
    ...Object.entries(PRICES),
    ...Object.entries(CAPTCHAS),
  ];

  test.each(all)('%s has a page, an address, a date and says how it was checked', (_name, price) => {
    expect(price.page).not.toBe('');
    expect(new URL(price.url).protocol).toBe('https:');
    expect(new Date(price.lookedUp).toISOString().slice(0, 10)).toBe(price.lookedUp);
    expect(['vendor', 'others', 'memory']).toContain(price.checked);
  });

  test('agrees with the prices of the dashboard', () => {
    expect(DASHBOARD_PRICES).toEqual({
      apiCall: costOf('apiCall', 1),
      invocation: costOf('invocation', 1),
      gigabyteSecond: costOf('gigabyteSecond', 1),
      writeUnit: costOf('writeUnit', 1),
      readUnit: costOf('readUnit', 1),
      mail: costOf('mailALaCarte', 1),
      logGigabyte: costOf('logIngested', 1024 ** 3),
    });
  });

  test.each([
    [10_000, 0],
    [10_001, 8],
    [100_000, 8],
    [103_000, 11],
  ])('%d assessments of reCAPTCHA cost %d dollars a month', (assessments, expected) => {
    expect(recaptchaMonth(assessments)).toBeCloseTo(expected, 9);
  });
});

describe('the billed time', () => {
  test('stretches processor time by the share of a processor that the memory brings, and adds what was waited for', () => {
    // 10 ms on 512 of 1,769 MiB are 34.55 ms; three calls of a table 15 ms, one captcha 100 ms.
    const found = use({ processor: 10, waits: { dynamodb: 3, ses: 0, captcha: 1 } });
    expect(billedMilliseconds(found)).toBe(150);
  });

  test('is never shortened by memory beyond one whole processor', () => {
    expect(billedMilliseconds(use({ memoryMegabytes: 3538, processor: 10 }))).toBe(10);
  });

  test('is a whole millisecond at least, of each invocation', () => {
    expect(billedMilliseconds(use({ processor: 0.1, invocations: 5 }))).toBe(1);
    expect(billedMilliseconds(use({ processor: 7, memoryMegabytes: 1769, invocations: 2 }))).toBe(4);
  });
});

describe('rounding', () => {
  test.each([
    [1, 5120],
    [5120, 5120],
    [5121, 10_240],
  ])('Firehose bills a record of %d bytes as %d', (bytes, billed) => {
    expect(firehoseBytes(bytes)).toBe(billed);
  });

  test('CloudWatch Logs counts 26 bytes a line beside its text, and what Lambda writes for each invocation', () => {
    const silent = ingestedBytes({ log: { lines: 0, bytes: 0 }, invocations: 1 });
    expect(silent).toBeGreaterThan(250);
    expect(silent).toBeLessThan(450);
    expect(ingestedBytes({ log: { lines: 2, bytes: 100 }, invocations: 1 })).toBe(silent + 152);
  });
});

describe('a bill', () => {
  test('is what the prices make of the counts', () => {
    const found = dollars(
      usage({
        apiCalls: 10,
        writeUnits: 8,
        readUnits: 4,
        mails: 2,
        pages: { requests: 5, edgeRuns: 2, bytes: 1024 ** 2 },
      }),
    );
    // By hand: 10 × 3.5 / 10⁶ and 10 KiB out at $0.09 a GiB; 8 × 0.625 + 4 × 0.125 millionths; 5 / 10⁶ and 0.085 /
    // 1024.
    expect(found).toEqual({
      SES: expect.closeTo(0.0002, 12),
      'API Gateway': expect.closeTo(0.000035 + (10 * 1024 * 0.09) / 1024 ** 3, 12),
      DynamoDB: expect.closeTo(0.0000055, 12),
      CloudFront: expect.closeTo(0.000005 + 2 * 0.1e-6 + 0.085 / 1024, 12),
      WAF: expect.closeTo(0.000006, 12),
      'X-Ray': expect.closeTo(0.0000025, 12),
    });
  });

  test('has calls that CloudFront passes on as its requests, and their answers as its bytes', () => {
    const found = dollars(usage({ apiCalls: 3, passedOn: 3 }));
    expect(found).toMatchObject({
      'API Gateway': expect.closeTo(3 * 3.5e-6, 12) as unknown,
      CloudFront: expect.closeTo(3e-6 + 3 * 0.1e-6 + (3 * 1024 * 0.085) / 1024 ** 3, 12) as unknown,
    });
  });

  test('has half a GB-second for each second of 512 MiB', () => {
    const found = dollars(usage({ functions: [use({ processor: 1000, memoryMegabytes: 512 })] }));
    const seconds = Math.ceil(1000 / (512 / 1769)) / 1000;
    expect(found['Lambda']).toBeCloseTo(0.2e-6 + seconds * 0.5 * 0.0000133334, 12);
  });

  test('has no firewall, no archive and no trace where the stage has none', () => {
    const bare = { ...stage, waf: false, archiveYears: 0, traces: { ofCalls: 0, ofPreflights: 0, ofBackground: 0 } };
    const audit = { lines: 1, bytes: 900, recordBytes: 500, storedBytes: 300 };
    const found = usage({ apiCalls: 1, functions: [use({ name: 'audit-consumer', audit })] });
    expect(Object.keys(dollars(found, 'mailALaCarte', bare))).toEqual(
      expect.not.arrayContaining(['WAF', 'Audit archive', 'X-Ray']),
    );
    // 5 KiB for Firehose, 900 bytes to decompress, 300 bytes for 36 months.
    const archived = (5120 * 0.029 + 900 * 0.00325 + 300 * 36 * 0.023) / 1024 ** 3;
    expect(dollars(found)['Audit archive']).toBeCloseTo(archived, 14);
  });

  test('has a trace for each invocation of the background where these begin traces', () => {
    const functions = [use({ name: 'mail-consumer', invocations: 3 }), use({ name: 'start-reset', invocations: 1 })];
    const traced = { ...stage, traces: { ofCalls: 1, ofPreflights: 1, ofBackground: 1 } };
    expect(dollars(usage({ apiCalls: 2, functions }), 'mailALaCarte', traced)['X-Ray']).toBeCloseTo(25e-6, 12);
  });

  test('has the traces of preflights at their own rate', () => {
    const apart = { ...stage, traces: { ofCalls: 0.5, ofPreflights: 0, ofBackground: 0 } };
    const found = usage({ apiCalls: 6, preflights: 4 });
    expect(dollars(found, 'mailALaCarte', apart)['X-Ray']).toBeCloseTo(5e-6, 12);
    expect(dollars(found)['X-Ray']).toBeCloseTo(1.5e-6, 12);
  });

  test('is set against two mails of each plan', () => {
    const found = verdicts(usage({ mails: 2, writeUnits: 64 }), stage);
    // 64 write units are $0.04 for a thousand.
    expect(found.map(({ plan, ratio, goal }) => [plan, Number(ratio.toFixed(4)), ratio <= goal])).toEqual([
      ['à la carte', 1.2, true],
      ['Essentials', 1.125, true],
    ]);
    const [dear] = verdicts(usage({ mails: 2, writeUnits: 960 }), stage);
    expect(dear?.ratio).toBeGreaterThan(dear?.ceiling ?? Number.NaN);
    expect(dear?.ceiling).toBeGreaterThanOrEqual(dear?.goal ?? Number.NaN);
  });
});
