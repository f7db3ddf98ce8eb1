import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { apiReport, REPORT } from '../../../cli/package/api-report.ts';
import { root } from '../../../lib/build/root.ts';
import { InstalledPackage } from '../../../testkit/installed-package.ts';

let installed: InstalledPackage;

beforeAll(() => {
  installed = new InstalledPackage();
});
afterAll(() => installed?.[Symbol.dispose]());

test('the API is the one that lib/API.md shows: npm run construct:api', () => {
  expect(readFileSync(join(root, REPORT), 'utf8')).toBe(apiReport(installed.folder));
});

test('the package has the declarations of its API, and no others', () => {
  const declarations = readdirSync(installed.folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.d.ts'),
  );
  expect(declarations.toSorted()).toEqual([
    'lib/index.d.ts',
    'lib/password-reset-props.d.ts',
    'lib/password-reset.d.ts',
    'lib/settings/settings-error.d.ts',
    'lib/settings/stage-settings.d.ts',
  ]);
});

test('every property has a description for editors', () => {
  const text = readFileSync(join(installed.folder, 'lib/settings/stage-settings.d.ts'), 'utf8');
  const properties = text.match(/^ +readonly /gm) ?? [];
  expect(properties.length).toBeGreaterThan(90);
  expect(text.match(/\*\/\n +readonly /g)).toHaveLength(properties.length);
});

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({ pkgDir: installed.folder, strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test('the types are found in every resolution, also in that of CommonJS before exports', () => {
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', installed.folder], {
    cwd: installed.app,
    encoding: 'utf8',
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const tool = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  // It fails where it finds a problem, and marks each resolution that works. Node loads an ES module from CommonJS, so
  // that is none.
  const found = installed.run([tool, filename, '--profile', 'strict', '--ignore-rules', 'cjs-resolves-to-esm']);
  rmSync(join(installed.app, filename));
  expect(found).toContain('🟢 (ESM)');
  expect(found).toMatch(/node10\W+🟢/);
});

const PROGRAM = `
import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { PasswordReset, SettingsError, type PasswordResetProps, type StageSettings } from 'serverless-password-reset';

const stack = new Stack(new App(), 'Identity');
const props: PasswordResetProps = {
  stage: 'test',
  productName: 'Example',
  senderAddress: 'no-reply@example.com',
  captchaSiteKey: 'site-key',
  otpDigits: 6,
  kmsKey: new Key(stack, 'Key'),
};
const reset = new PasswordReset(stack, 'Reset', props);
reset.alarmTopics?.page.topicArn.toUpperCase();
export const urls: string[] = [reset.siteUrl, reset.apiUrl];
export const wrong = (error: unknown): boolean => error instanceof SettingsError;
export const stages: Record<string, Omit<StageSettings, 'stage'>> = {
  prod: { account: '210987654321', region: 'eu-central-1', productName: 'Example', senderAddress: 'a@example.com' },
};
// @ts-expect-error: a number is needed
export const bad: PasswordResetProps = { ...props, otpDigits: 'six' };
// @ts-expect-error: there is no such provider
export const other: PasswordResetProps = { ...props, captchaProvider: 'none' };
// @ts-expect-error: there is no such setting
export const unknown: PasswordResetProps = { ...props, otpDigit: 6 };
// @ts-expect-error: the stack has the region
export const elsewhere: PasswordResetProps = { ...props, region: 'eu-central-1' };
`;

/** `aws-cdk-lib` has errors of its own with `exactOptionalPropertyTypes`, so there its declarations are not checked. */
const COMPILERS = [
  ['strict', ['--skipLibCheck', 'false']],
  ['as strict as can be', ['--skipLibCheck', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']],
] as const;

const RESOLUTIONS = [
  ['an ES module', 'module', ['--module', 'nodenext']],
  ['CommonJS', 'commonjs', ['--module', 'nodenext']],
  ['what a bundler takes', 'module', ['--module', 'esnext', '--moduleResolution', 'bundler']],
] as const;

describe.each(COMPILERS)('an app that is %s', (_, strictness) => {
  test.each(RESOLUTIONS)('compiles as %s, without types of the functions', (__, type, resolution) => {
    installed.write('package.json', JSON.stringify({ type }));
    installed.write('program.ts', PROGRAM);
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const always = ['--strict', '--noEmit', '--target', 'es2023', '--types', 'node'];
    const errors = () => installed.run([compiler, ...always, ...strictness, ...resolution, 'program.ts']);
    expect(errors).not.toThrow();
  });
});
