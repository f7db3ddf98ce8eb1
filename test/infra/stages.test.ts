import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { readEnvironment } from '../../functions/runtime/environment.ts';
import { macKeys } from '../../functions/runtime/capabilities/keys.ts';
import { capability } from '../../functions/runtime/capability.ts';
import { text } from '../../functions/runtime/variables.ts';
import type { Wired } from '../../functions/runtime/wire.ts';
import { backgroundFunctions, operations, operationsWith } from '../../functions/operations/index.ts';
import type { verifyOtp } from '../../functions/operations/verify-otp.ts';
import type { Grants } from '../../lib/constructs/grants.ts';
import { stageNames } from '../../lib/settings/stages/index.ts';
import { declarationOf, variablesRead } from './directory-uses.ts';
import { functionsOf, Match, statementsOf, synthesized } from './synthesized.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const GOOGLE_TEST_KEY = '6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI';

describe.each(stageNames)('the stage %s', (stage) => {
  const template = synthesized(stage);
  const functions = functionsOf(template, stage);

  test('has a function for each operation and each background task', () => {
    const archive = stage === 'prod' ? ['archive-digest'] : [];
    const names = [...operationsWith('built-in'), ...Object.keys(backgroundFunctions), 'settings-record', ...archive];
    expect([...functions.keys()].sort()).toEqual(names.sort());
    for (const [name, properties] of functions) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: Object.hasOwn(operations, name) ? 'Active' : 'PassThrough' },
      });
    }
  });

  test('gives each function exactly the variables that it reads', () => {
    for (const [name, { Environment }] of functions) {
      const given = Object.entries(Environment.Variables).map(([key, value]): [string, string] => [
        key,
        typeof value === 'string' ? value : literal(key),
      ]);
      expect(given.map(([key]) => key).sort()).toEqual(variablesRead(name, 'built-in').sort());
      expect(() => readEnvironment(declarationOf(name), Object.fromEntries(given))).not.toThrow();
    }
  });

  test('names its secrets, its pages and its API', () => {
    expect(() => template.hasOutput('SiteUrl', { Value: Match.anyValue() })).not.toThrow();
    expect(() => template.hasOutput('ApiUrl', { Value: Match.anyValue() })).not.toThrow();
    expect(() => template.hasOutput('PepperSecretName', { Value: `password-reset/${stage}/pepper` })).not.toThrow();
    expect(() => template.hasOutput('CaptchaSecretName', { Value: `password-reset/${stage}/captcha` })).not.toThrow();
  });
});

/** Placeholder for a value that is known after the deployment. */
const literal = (key: string) => (key.endsWith('_URL') ? 'https://pages.example.com' : 'known-when-deployed');

test('a variable that a function reads and the stack does not give is a compile error', () => {
  const complete = { id: 'audit-consumer', capabilities: { macKeys }, rules: [] } as const;
  const unknown = capability({ variables: { NOBODY_GIVES_IT: text }, rights: [], adapter: () => undefined });
  const incomplete = { ...complete, capabilities: { unknown } } as const;
  const grant = (grants: Grants) => [
    grants.accessOf(complete),
    // @ts-expect-error the stack has no NOBODY_GIVES_IT
    grants.accessOf(incomplete),
  ];
  expect(grant).toBeInstanceOf(Function);
});

test('a capability that is used and not declared is a compile error', () => {
  const use = ({ ports }: Wired<typeof verifyOtp>) => [
    ports.peppers,
    // @ts-expect-error verify-otp does not declare a mailer
    ports.mailer,
  ];
  expect(use).toBeInstanceOf(Function);
});

describe('what a setting changes', () => {
  test('an override of the command line reaches the functions', () => {
    const functions = functionsOf(synthesized('dev', { otpDigits: '6', recordRetentionDays: '2' }), 'dev');
    expect(functions.get('redelivery')?.Environment.Variables).toMatchObject({
      OTP_DIGITS: '6',
      RECORD_RETENTION_SECONDS: '172800',
    });
  });

  test.each([
    ['recaptcha-v2', 'https://www.google.com/recaptcha/api/siteverify'],
    ['recaptcha-v3', 'https://www.google.com/recaptcha/api/siteverify'],
    ['recaptcha-enterprise', 'https://recaptchaenterprise.googleapis.com/v1/projects/my-project/assessments'],
    ['turnstile', 'https://challenges.cloudflare.com/turnstile/v0/siteverify'],
    ['hcaptcha', 'https://api.hcaptcha.com/siteverify'],
  ])('the captcha of %s is verified at the URL of its provider', (captchaProvider, url) => {
    const overrides = { captchaProvider, captchaProjectId: 'my-project', captchaMinimumScore: '0.7' };
    const functions = functionsOf(synthesized('dev', overrides), 'dev');
    expect(functions.get('verify-otp')?.Environment.Variables).toMatchObject({
      CAPTCHA_PROVIDER: captchaProvider,
      CAPTCHA_VERIFY_URL: url,
      CAPTCHA_SITE_KEY: 'site-key-of-dev',
      CAPTCHA_MINIMUM_SCORE: '0.7',
    });
  });

  test('the captcha of this service has no provider, and a function that makes its challenges', () => {
    const own = { captchaProvider: 'altcha', challengeTries: '300' };
    const template = synthesized('dev', own);
    const functions = functionsOf(template, 'dev');
    expect(functions.get('verify-otp')?.Environment.Variables).toMatchObject({
      CAPTCHA_PROVIDER: 'altcha',
      CAPTCHA_VERIFY_URL: 'none',
      CAPTCHA_SITE_KEY: 'site-key-of-dev',
      CHALLENGE_LIFETIME_SECONDS: '300',
    });
    expect(functions.get('create-challenge')?.Environment.Variables).toMatchObject({ CHALLENGE_TRIES: '300' });
    // It reads the one secret, and no table.
    const rights = statementsOf(template, 'dev', 'create-challenge').flatMap(({ Action }) => Action);
    expect(rights.filter((action) => !/^(logs|xray):/.test(action))).toEqual(['secretsmanager:GetSecretValue']);
    expect(functionsOf(synthesized('dev'), 'dev').has('create-challenge')).toBe(false);
  });

  test('own hosts have their certificates and TLS 1.2', () => {
    const template = synthesized('prod');
    expect(() =>
      template.hasResourceProperties('AWS::CloudFront::Distribution', {
        DistributionConfig: {
          Aliases: ['login.example.com'],
          ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
        },
      }),
    ).not.toThrow();
    expect(() =>
      template.hasResourceProperties('AWS::ApiGateway::DomainName', {
        DomainName: 'api.login.example.com',
        SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
      }),
    ).not.toThrow();
    expect(() =>
      template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', { BasePath: 'v1', Stage: Match.anyValue() }),
    ).not.toThrow();
  });
});

describe('rejected settings', () => {
  const refused: [string, string, Record<string, unknown>, string][] = [
    [
      'a stage that is not there',
      'production',
      {},
      'stage: there is no stage "production". Fix: choose one of dev, staging, prod, laptop',
    ],
    ['a stage by the name of an inherited property', 'constructor', {}, 'there is no stage "constructor"'],
    [
      "Google's public test key",
      'prod',
      { captchaSiteKey: GOOGLE_TEST_KEY },
      "captchaSiteKey: is Google's public test key",
    ],
    ...['1x00000000000000000000AA', '2x00000000000000000000BB', '3x00000000000000000000FF'].map(
      (captchaSiteKey): [string, string, Record<string, unknown>, string] => [
        `Cloudflare's public test key ${captchaSiteKey}`,
        'dev',
        { captchaProvider: 'turnstile', captchaSiteKey },
        "captchaSiteKey: is Cloudflare's public test key",
      ],
    ),
    [
      "hCaptcha's public test key",
      'dev',
      { captchaProvider: 'hcaptcha', captchaSiteKey: '10000000-ffff-ffff-ffff-000000000001' },
      "captchaSiteKey: is hCaptcha's public test key",
    ],
    [
      'a box of a provider without one',
      'dev',
      { captchaProvider: 'recaptcha-v3', captchaMode: 'box' },
      'captchaMode: recaptcha-v3 has no box. Fix: remove it, or set it to invisible',
    ],
    ['too little time for a slow phone', 'dev', { challengeLifetimeSeconds: '30' }, 'challengeLifetimeSeconds: '],
    ['more work than a phone can do', 'dev', { challengeTries: '5000' }, 'challengeTries: '],
    ['an unknown captcha provider', 'dev', { captchaProvider: 'none' }, 'captchaProvider: '],
    ['a score that admits bots', 'dev', { captchaMinimumScore: '0.2' }, 'captchaMinimumScore: '],
    [
      'Enterprise without its project',
      'prod',
      { captchaProvider: 'recaptcha-enterprise' },
      'captchaProjectId: is missing',
    ],
    [
      'a project that leads elsewhere',
      'prod',
      { captchaProvider: 'recaptcha-enterprise', captchaProjectId: 'a/../../b' },
      'captchaProjectId: must be the ID',
    ],
    ['an http site', 'prod', { siteUrl: 'http://login.example.com' }, 'siteUrl: must begin with https://'],
    ['an http API', 'dev', { apiUrl: 'http://api.example.com/v1' }, 'apiUrl: must begin with https://'],
    [
      'an http origin',
      'dev',
      { allowedOrigins: 'http://app.example.com' },
      'allowedOrigins: each must begin with https://',
    ],
    [
      'an http verification',
      'dev',
      { captchaVerifyUrl: 'http://www.google.com/' },
      'captchaVerifyUrl: must begin with https://',
    ],
    [
      'an origin with a wildcard',
      'dev',
      { allowedOrigins: 'https://*.example.com' },
      'allowedOrigins.0: must be an exact origin',
    ],
    ['an origin with a path', 'dev', { siteUrl: 'https://login.example.com/' }, 'siteUrl: must be an exact origin'],
    [
      'an origin no browser sends',
      'dev',
      { siteUrl: 'https://login.example.com:443' },
      'siteUrl: must be an exact origin',
    ],
    [
      'an origin that breaks out of the template',
      'dev',
      { allowedOrigins: 'https://a"||1==1||"' },
      'allowedOrigins.0: must be',
    ],
    ['a code that is too short', 'prod', { otpDigits: '5' }, 'otpDigits: '],
    ['a code that lives too long', 'prod', { otpLifetimeSeconds: '601' }, 'otpLifetimeSeconds: '],
    ['a retention CloudWatch does not offer', 'dev', { logRetentionDays: '8' }, 'logRetentionDays: '],
    ['a sender that is no address', 'dev', { senderAddress: 'no-reply' }, 'senderAddress: must be an address'],
    [
      'a certificate without its host',
      'dev',
      { apiCertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1' },
      'apiUrl: is missing',
    ],
    [
      'a certificate CloudFront cannot use',
      'prod',
      { siteCertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1' },
      'siteCertificateArn: must be the ARN of a certificate in us-east-1',
    ],
  ];

  test.each(refused)('%s', (_, stage, overrides, message) => {
    expect(() => synthesized(stage, overrides)).toThrow(message);
  });

  test('only the laptop may use http and the test key', () => {
    expect(() => synthesized('laptop', { captchaSiteKey: GOOGLE_TEST_KEY })).not.toThrow();
  });
});

describe('node bin/app.ts', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  // Neither an account nor credentials.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name)));
  const run = (context: Record<string, unknown>) =>
    spawnSync(process.execPath, ['bin/app.ts'], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...environment,
        NODE_OPTIONS: '',
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': [], templateCheck: 'on', ...context }),
      },
    });

  test('prints the message for a wrong setting and exits with 1', () => {
    const { status, stderr } = run({ stage: 'prod', captchaSiteKey: GOOGLE_TEST_KEY });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^The settings of stage "prod" are wrong:\n {2}captchaSiteKey: is Google's public test key[^\n]+\n$/,
    );
  });

  test('refuses the values that this repository ships, unless somebody only wants to see the templates', () => {
    const { status, stderr } = run({ stage: 'prod' });
    expect(status).toBe(1);
    expect(stderr).toContain('\n  siteUrl: is the example https://login.example.com. Fix: ');
    expect(run({ stage: 'staging', placeholders: 'allowed' })).toMatchObject({ status: 0, stderr: '' });
  });

  test('refuses what would exceed a limit of AWS', () => {
    const allowedOrigins = Array.from(
      { length: 100 },
      (_, index) => `https://shop-${index}.customer-of-the-bank.example`,
    );
    const { status, stderr } = run({ stage: 'staging', placeholders: 'allowed', allowedOrigins });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^The stage "staging" does not fit into limits of AWS:\n( {2}the function password-reset-staging-[\w-]+: has \d+ bytes of variables; .+\n)+$/,
    );
  });

  // The other stages are synthesized within the tests; `npm run test:deploy` deploys dev.
  test('makes the stack of prod without an account', () => {
    expect(run({ stage: 'prod', placeholders: 'allowed' })).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(outdir, 'PasswordReset-prod.template.json'))).toBe(true);
  });
});
