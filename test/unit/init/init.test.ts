import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init } from '../../../cli/init/init.ts';
import { QUESTIONS } from '../../../cli/init/questions.ts';
import { CONFIG_VARIABLE } from '../../../lib/settings/config-path.ts';
import { settingsFromContext } from '../../../lib/settings/stages/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'init-'));
const file = join(folder, 'password-reset.config.json');

beforeEach(() => {
  process.env[CONFIG_VARIABLE] = file;
  rmSync(file, { force: true });
});
afterAll(() => {
  delete process.env[CONFIG_VARIABLE];
  rmSync(folder, { recursive: true });
});

const GIVEN = {
  account: '210987654321',
  region: 'eu-central-1',
  productName: 'My product',
  senderAddress: 'no-reply@my-product.com',
  captchaSiteKey: 'a-site-key',
};

const options = (given: Readonly<Record<string, string>>) =>
  Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);

/** Runs it without a terminal. */
const unasked = (given: Readonly<Record<string, string>>, ...more: string[]) =>
  init([...options(given), '--yes', ...more], { ask: undefined, print: () => {} });

const written = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

test('options answer every question, and the file is the settings of the stage', async () => {
  await unasked(GIVEN);
  expect(written()).toEqual({
    prod: { ...GIVEN, captchaProvider: 'recaptcha-v2', directory: 'built-in', profile: 'full' },
  });
  expect(settingsFromContext((key) => (key === 'otpDigits' ? '6' : undefined))).toMatchObject({
    stage: 'prod',
    productName: 'My product',
    otpDigits: 6,
  });
});

test('a second stage is added, and a stage that is there is not overwritten unawares', async () => {
  await unasked(GIVEN);
  await unasked({ ...GIVEN, stage: 'staging', profile: 'essential' });
  expect(Object.keys(written())).toEqual(['prod', 'staging']);
  expect(written()['prod']).not.toHaveProperty('stage');
  await expect(unasked(GIVEN)).rejects.toThrow('has the stage "prod" already. Edit it there, or use --replace');
  await unasked({ ...GIVEN, region: 'eu-west-1' }, '--replace');
  expect(written()).toMatchObject({ prod: { region: 'eu-west-1' }, staging: { profile: 'essential' } });
  expect(() => settingsFromContext(() => undefined)).toThrow(
    'there is no stage "dev". Fix: choose one of prod, staging',
  );
});

test('questions are asked in plain words, again after a wrong answer, and only where they matter', async () => {
  const answers: Record<string, string[]> = {
    'AWS account': ['12', '210987654321'],
    'AWS Region': ['eu-central-1'],
    'Name of your': ['My product'],
    'Address that mails come from': ['my-product.com', 'no-reply@my-product.com'],
    Captcha: ['altcha'],
    Directory: ['webhook'],
    'URL of your': ['https://accounts.my-product.com/reset'],
    'Page that LOGIN': ['', 'https://www.my-product.com/login'],
  };
  const asked: string[] = [];
  const printed: string[] = [];
  await init([], {
    ask(question) {
      asked.push(question);
      const [, left] = Object.entries(answers).find(([start]) => question.startsWith(start)) ?? [];
      return Promise.resolve(left?.shift() ?? '');
    },
    print: (line) => printed.push(line),
  });
  expect(written()).toEqual({
    prod: {
      account: '210987654321',
      region: 'eu-central-1',
      productName: 'My product',
      senderAddress: 'no-reply@my-product.com',
      captchaProvider: 'altcha',
      directory: 'webhook',
      webhookUrl: 'https://accounts.my-product.com/reset',
      profile: 'full',
      loginUrl: 'https://www.my-product.com/login',
    },
  });
  expect(printed).toContain('  account: must be the 12 digits of an AWS account');
  expect(asked.filter((question) => /Site key|user pool|LDAP|certificate/.test(question))).toEqual([]);
  for (const { explanation } of QUESTIONS) expect(explanation).toMatch(/^[A-Za-z].*\.$/);
});

describe('refused, and nothing is written', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['a wrong answer', { ...GIVEN, account: '12' }, '--account 12: must be the 12 digits of an AWS account'],
    ['no answer', { account: GIVEN.account }, '--region is missing: AWS Region'],
    ['an example', { ...GIVEN, senderAddress: 'a@example.com' }, '  senderAddress: is the example a@example.com. Fix:'],
    [
      'an answer without effect',
      { ...GIVEN, webhookUrl: 'https://a.b/c' },
      '--webhookUrl: has no effect with the other',
    ],
    [
      'answers that do not fit',
      {
        ...GIVEN,
        siteCertificateArn: 'arn:aws:acm:us-east-1:1:certificate/1',
        siteUrl: 'https://login.my-product.com',
      },
      '--siteCertificateArn arn:aws:acm:us-east-1:1:certificate/1: must be the ARN of a certificate in us-east-1',
    ],
  ])('%s', async (_, given, message) => {
    await expect(unasked(given)).rejects.toThrow(message);
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  test('no terminal', async () => {
    await expect(init([], { ask: undefined, print: () => {} })).rejects.toThrow('There is no terminal to ask on.');
  });
});

describe('a configuration file', () => {
  const reading = (content: string) => () => {
    writeFileSync(file, content);
    return settingsFromContext(() => undefined);
  };

  test('that is no JSON is named, with the place', () => {
    expect(reading('{ "prod": ')).toThrow(/password-reset\.config\.json: is wrong: .*JSON.*\. Fix: correct the file/);
  });

  test('without stages says what it must have', () => {
    expect(reading('{ "productName": "Example" }')).toThrow(
      'must have the settings of each stage by its name. Fix: write {',
    );
  });

  test('with a wrong setting names the setting, and with a missing one the file', () => {
    expect(reading(JSON.stringify({ prod: { ...GIVEN, otpDigits: 4 } }))).toThrow(
      '\n  otpDigits: must be at least 6. Fix: set it to a whole number from 6 to 12 in ',
    );
    const { senderAddress: _, ...lacking } = GIVEN;
    expect(reading(JSON.stringify({ prod: lacking }))).toThrow(
      `\n  senderAddress: is missing. Fix: set it in ${file}, or`,
    );
  });

  test('that is missing is named', () => {
    expect(() => settingsFromContext(() => undefined)).toThrow(`${file}: cannot be read. Fix:`);
  });
});
