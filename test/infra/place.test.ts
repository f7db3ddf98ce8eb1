import { checkSettings } from '../../lib/settings/check.ts';
import { placeholdersIn, refusePlaceholders } from '../../lib/settings/placeholders.ts';
import type { StageSettings } from '../../lib/settings/stage-settings.ts';
import { dev } from '../../lib/settings/stages/dev.ts';
import { laptop } from '../../lib/settings/stages/laptop.ts';
import { prod } from '../../lib/settings/stages/prod.ts';
import { staging } from '../../lib/settings/stages/staging.ts';

const REAL: Partial<StageSettings> = {
  account: '210987654321',
  region: 'eu-central-1',
  productName: 'Bank of Nowhere',
  siteUrl: 'https://login.nowhere-bank.eu',
  siteCertificateArn: 'arn:aws:acm:us-east-1:210987654321:certificate/1',
  apiUrl: 'https://api.nowhere-bank.eu/v1',
  apiCertificateArn: 'arn:aws:acm:eu-central-1:210987654321:certificate/2',
  loginUrl: 'https://www.nowhere-bank.eu/login',
  allowedOrigins: ['https://www.nowhere-bank.eu'],
  senderAddress: 'no-reply@nowhere-bank.eu',
  mailFromDomain: 'bounce.nowhere-bank.eu',
  hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  hostedZoneName: 'nowhere-bank.eu',
  captchaSiteKey: '6Lc-key-of-nowhere',
};
const names = (stage: StageSettings, overrides: Record<string, unknown> = {}) =>
  placeholdersIn(checkSettings(stage, overrides)).map((line) => line.slice(0, line.indexOf(':')));

describe('values that this repository ships', () => {
  test('every setting of the prod file that names something of ours is refused', () => {
    const same = [
      'stage',
      'customerManagedKey',
      'dashboard',
      'incidentQueries',
      'profile',
      'releaseShifting',
      'tracedPercent',
      'wafCoreRules',
    ];
    const expected = Object.keys(prod).filter((name) => !same.includes(name));
    expect(names(prod).toSorted()).toEqual(['account', 'region', ...expected].toSorted());
  });

  test('every one of the staging file too', () => {
    expect(names(staging)).toEqual(['account', 'region', 'productName', 'senderAddress', 'captchaSiteKey']);
  });

  test('each message names the value and says what to put there', () => {
    for (const line of placeholdersIn(checkSettings(prod))) {
      expect(line).toMatch(/^\w+: (is missing|is the example \S.*)\. Fix: set it to \S.{20,}$/);
    }
    expect(() => refusePlaceholders(checkSettings(prod))).toThrow(
      /^The settings of stage "prod" are not yet yours.*\n {2}account: is missing\. Fix: set it to the ID of its account/,
    );
  });

  test('values of your own pass', () => {
    expect(names(prod, REAL)).toEqual([]);
    expect(() => refusePlaceholders(checkSettings(prod, REAL))).not.toThrow();
  });

  test.each([
    ['alarmEmail', 'on-call@example.org'],
    ['replyTo', 'help@bank.test'],
    ['supportContact', 'https://help.example.net/contact'],
    ['account', '123456789012'],
    ['allowedOrigins', 'https://www.nowhere-bank.eu,https://shop.example.com'],
  ])('%s of %s is an example', (name, value) => {
    const own = name === 'account' ? { siteCertificateArn: undefined, apiCertificateArn: undefined } : {};
    expect(names(prod, { ...REAL, ...own, [name]: value })).toEqual([name]);
  });

  test.each(['no-reply@myexample.com', 'no-reply@example.com.au', 'no-reply@example-bank.eu'])(
    '%s is none',
    (address) => {
      expect(
        names(staging, {
          ...REAL,
          hostedZoneId: undefined,
          hostedZoneName: undefined,
          mailFromDomain: undefined,
          senderAddress: address,
        }),
      ).toEqual([]);
    },
  );

  test('stages that need no account take them', () => {
    expect([names(dev), names(laptop)]).toEqual([[], []]);
  });
});

describe('account and region', () => {
  const refusals = (overrides: Record<string, unknown>) => () => checkSettings(prod, { ...REAL, ...overrides });

  test('are those of the stack, so that the CDK refuses other credentials', () => {
    const { account, region } = REAL;
    expect(native.stackFacts('dev', { account, region }).environment).toBe(`aws://${account}/${region}`);
    expect(native.stackFacts('dev', {}).environment).toBe('aws://unknown-account/unknown-region');
  });

  test.each<[Record<string, unknown>, string]>([
    [{ account: '12345678901' }, 'account: must be the 12 digits of an AWS account'],
    [{ region: 'Frankfurt' }, 'region: must be the name of an AWS Region'],
    [
      { siteCertificateArn: 'arn:aws:acm:us-east-1:999999999999:certificate/1' },
      'siteCertificateArn: is in the account 999999999999, and this stage in 210987654321. Fix: ',
    ],
    [
      { apiCertificateArn: 'arn:aws:acm:us-east-1:210987654321:certificate/1' },
      'apiCertificateArn: is in us-east-1, and this stage in eu-central-1. Fix: ',
    ],
    [{ directory: 'cognito', cognitoUserPoolId: 'eu-west-1_AbCdEf123' }, 'cognitoUserPoolId: is in eu-west-1, and'],
  ])('%j are refused', (overrides, message) => {
    expect(refusals(overrides)).toThrow(`\n  ${message}`);
  });
});

describe('tags', () => {
  test('are those of the stack, which CloudFormation puts on everything', () => {
    const tags = { team: 'identity', 'cost-centre': '42=7' };
    expect(native.stackFacts('dev', { tags: 'team=identity,cost-centre=42=7' }).tags).toEqual(tags);
    expect(native.stackFacts('dev', { tags }).tags).toEqual(tags);
    expect(native.stackFacts('dev', {}).tags).toEqual({});
  });

  test.each([
    ['team', 'tags.team: must be key=value'],
    ['aws:team=a', 'must be a key of 1 to 128 characters that does not begin with aws:'],
    ['team=a*b', 'tags.team: must be a value of letters'],
    [Array.from({ length: 41 }, (_, index) => `a${index}=b`).join(','), 'tags: must be at most 40 tags'],
  ])('%s is refused', (tags, message) => {
    expect(() => checkSettings(dev, { tags })).toThrow(message);
  });
});
