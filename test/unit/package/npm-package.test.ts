import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../lib/build/root.ts';
import { checkSettings } from '../../../lib/settings/check.ts';
import { laptop } from '../../../lib/settings/stages/laptop.ts';
import { loadAssembly } from '../../../local/assembly.ts';
import { startCloud } from '../../../local/cloud.ts';
import { laptopSynth } from '../../../local/laptop-stage.ts';
import { freePortBase } from '../../../local/ports.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { codeIn, guideText } from '../../../testkit/guide-code.ts';
import { InstalledPackage } from '../../../testkit/installed-package.ts';

let installed: InstalledPackage;

beforeAll(() => {
  installed = new InstalledPackage();
});
afterAll(() => installed?.[Symbol.dispose]());

/** An app that reads its settings from a file, so that each test has its own. */
const APP = `
import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { PasswordReset } from 'serverless-password-reset';

const app = new App();
const stack = new Stack(app, 'Identity');
new PasswordReset(stack, 'Reset', JSON.parse(readFileSync('settings.json', 'utf8')));
`;

const SETTINGS = {
  stage: 'test',
  productName: 'Example',
  senderAddress: 'no-reply@example.com',
  captchaSiteKey: 'site-key',
};

const templateIn = (assembly: string) =>
  JSON.parse(readFileSync(join(assembly, 'Identity.template.json'), 'utf8')) as {
    readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
    readonly Outputs: Readonly<Record<string, unknown>>;
  };

describe('the archive', () => {
  test('is small, and has no source, no test and no tool', () => {
    const paths = installed.packed.files.map(({ path }) => path);
    expect(paths.filter((path) => /^(?!examples\/).*(?<!\.d)\.ts$/.test(path))).toEqual([]);
    const known =
      /^(bin|cli|docs|examples|functions|lib|prebuilt|web)\/|^(ARCHITECTURE|CHANGELOG|README|SECURITY)\.md$|^LICENSE$|^(cdk|package)\.json$|^THIRD/;
    expect(paths.filter((path) => !known.test(path) || /^(?!docs\/).*(\btest|esbuild|vite)/.test(path))).toEqual([]);
    expect(installed.packed.size).toBeLessThan(5 * 2 ** 20);
    expect(installed.packed.unpackedSize).toBeLessThan(16 * 2 ** 20);
  });

  test('depends on what it imports, on no bundler, and on the CDK of its user', () => {
    const { dependencies, peerDependencies, devDependencies, scripts } = installed.manifest;
    expect(
      Object.keys(dependencies).filter((name) => /cdk|construct|esbuild|vite|typescript|preact/.test(name)),
    ).toEqual([]);
    expect(Object.keys(peerDependencies)).toEqual(['aws-cdk', 'aws-cdk-lib', 'constructs']);
    expect([devDependencies, scripts]).toEqual([undefined, undefined]);
  });

  test('has the licences of what its bundles contain', () => {
    const text = readFileSync(join(installed.folder, 'THIRD-PARTY-LICENCES.txt'), 'utf8');
    for (const name of ['@aws-sdk/client-dynamodb', '@middy/core', 'preact', 'zod']) {
      expect(text).toMatch(new RegExp(`^${name} [\\d.]+ \\((MIT|Apache-2.0)\\)$`, 'm'));
    }
    expect(text).toContain('Apache License');
  });
});

describe('an app of JavaScript', () => {
  beforeAll(() => {
    installed.write('package.json', '{ "type": "module" }');
    installed.write('app.js', APP);
  });

  test('is synthesized with functions and pages that are built already, also with another directory', () => {
    for (const settings of [
      SETTINGS,
      { ...SETTINGS, directory: 'webhook', webhookUrl: 'https://a.example/b', loginUrl: 'https://a.example/c' },
    ]) {
      installed.write('settings.json', JSON.stringify(settings));
      const assembly = installed.synth('app.js');
      const assets = readdirSync(assembly).filter((name) => name.startsWith('asset.'));
      const bundles = assets.filter((name) => existsSync(join(assembly, name, 'index.mjs')));
      const functions = Object.values(templateIn(assembly).Resources).filter(
        ({ Type }) => Type === 'AWS::Lambda::Function',
      );
      // CDK's own functions, for the pages and the settings, are not ours.
      expect(bundles.length).toBeGreaterThanOrEqual(functions.length - 3);
      expect(assets.some((name) => existsSync(join(assembly, name, 'embed.js')))).toBe(true);
    }
  });

  test('has the texts, the logo and the long values of its own', () => {
    mkdirSync(join(installed.app, 'brand'));
    copyFileSync(join(root, 'brand/example/logo.png'), join(installed.app, 'brand/logo.png'));
    installed.write('brand/texts.json', JSON.stringify({ en: { 'login.title': 'Sign in to Example' } }));
    const brand = { logoFile: 'brand/logo.png', textsFile: 'brand/texts.json', brandColour: '#703030' };
    const origins = Array.from({ length: 100 }, (_, index) => `https://shop-${index}.customer-of-the-bank.example`);
    const long = { siteUrl: 'https://login.example.org', allowedOrigins: origins };
    installed.write('settings.json', JSON.stringify({ ...SETTINGS, ...brand, ...long }));
    const assembly = installed.synth('app.js');
    const files = readdirSync(assembly, { recursive: true, encoding: 'utf8' });
    const read = (name: string) => {
      const found = files.find((path) => path.endsWith(`/${name}`));
      return readFileSync(join(assembly, found ?? name));
    };
    expect(read('logo.png')).toEqual(readFileSync(join(installed.app, 'brand/logo.png')));
    expect(read('favicon.svg').toString()).toContain('#703030');
    expect(read('config.json').toString()).toContain('Sign in to Example');
    expect(JSON.parse(read('environment.json').toString())).toMatchObject({ ALLOWED_ORIGINS: expect.any(String) });
  });

  test('names the folder in which it looks for the files of its brand', () => {
    installed.write('settings.json', JSON.stringify({ ...SETTINGS, textsFile: 'brand/missing.json' }));
    expect(() => installed.synth('app.js')).toThrow(
      `textsFile: brand/missing.json cannot be read. Fix: put the file there; the path starts at ${installed.app}`,
    );
  });

  test('with a wrong setting stops with its name and the fix', () => {
    installed.write('settings.json', JSON.stringify({ ...SETTINGS, senderAddress: undefined }));
    expect(() => installed.synth('app.js')).toThrow(
      'senderAddress: is missing. Fix: set it in the properties of PasswordReset',
    );
  });

  test('is a service: the functions and pages of the package reset a password', async () => {
    const cloud = await startCloud({
      dataDir: join(installed.app, '.local'),
      portBase: await freePortBase(),
      async synthesize(options) {
        const { stage, ...given } = laptopSynth(options).context;
        const checked = checkSettings(laptop, given);
        installed.write('settings.json', JSON.stringify({ ...laptop, ...given, stage }));
        return { assembly: await loadAssembly(installed.synth('app.js')), checked };
      },
    });
    try {
      const deployment = new Deployment(cloud.endpoints);
      const started = await deployment.start('alice');
      const verified = await deployment.verify(started, await deployment.otpOf(started, 'alice@example.com'));
      const password = 'a password from the package';
      await deployment.completed(String(expecting(200, verified).json['resetToken']), password);
      expecting(201, await deployment.logIn('alice', password));
      const page = await fetch(`${cloud.endpoints.site}/embed.js`);
      expect(page.status).toBe(200);
    } finally {
      await cloud.stop();
    }
  });
});

describe('the app of docs/guides/construct.md', () => {
  const [app = '', outputs = '', rule = ''] = codeIn('construct.md', 'ts');

  test.each(['module', 'commonjs'])('of type %s is compiled and synthesized as it stands there', (type) => {
    installed.write('package.json', JSON.stringify({ type }));
    installed.write('program.ts', `import { CfnOutput } from 'aws-cdk-lib';\n${app}\n${outputs}\n${rule}`);
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    installed.run([
      compiler,
      '--strict',
      '--target',
      'es2023',
      '--module',
      'nodenext',
      '--types',
      'node',
      'program.ts',
    ]);
    const { Resources, Outputs } = templateIn(installed.synth('program.js'));
    const ofRule = Object.keys(Resources).filter((id) => /^(PasswordChanged|ChangedPasswords)/.test(id));
    expect(ofRule.map((id) => Resources[id]?.Type)).toContain('AWS::Events::Rule');
    const said = /The example\s+above has (\d+) resources/.exec(guideText('construct.md'))?.[1];
    expect(Object.keys(Resources).length - ofRule.length).toBe(Number(said));
    expect(Object.keys(Outputs).filter((name) => name.startsWith('Dns'))).toEqual(['DnsDkim1', 'DnsDkim2', 'DnsDkim3']);
  });
});

test('Jest loads the package in an app of CommonJS, as the guide starts it', () => {
  installed.write('package.json', JSON.stringify({ type: 'commonjs', jest: { testEnvironment: 'node' } }));
  installed.write(
    'stack.test.js',
    `const { PasswordReset } = require('serverless-password-reset');
test('it is a class', () => expect(PasswordReset.name).toBe('PasswordReset'));`,
  );
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--rootDir', '.', 'stack.test.js'];
  const [, options = ''] = /`NODE_OPTIONS=(\S+) npx jest`/.exec(guideText('construct.md')) ?? [];
  expect(() => installed.run(jest, { NODE_OPTIONS: '' })).toThrow('Must use import to load ES Module');
  expect(() => installed.run(jest, { NODE_OPTIONS: options })).not.toThrow();
  rmSync(join(installed.app, 'stack.test.js'));
});

describe('the commands', () => {
  const command = (...args: string[]) =>
    installed.run([join(installed.folder, 'bin/serverless-password-reset.js'), ...args]);

  test('are one program', () => {
    const { bin } = installed.manifest as { bin?: Record<string, string> };
    expect(bin).toEqual({ 'serverless-password-reset': './bin/serverless-password-reset.js' });
  });

  test('a module in TypeScript has the stages, too', () => {
    const stage = "{ productName: 'My product', senderAddress: 'a@b.com', captchaSiteKey: 'key' satisfies string }";
    installed.write('stages.mts', `export default { prod: ${stage} };`);
    const doctor = [join(installed.folder, 'bin/serverless-password-reset.js'), 'doctor', '--stage', 'prod'];
    expect(() => installed.run(doctor, { PASSWORD_RESET_CONFIG: 'stages.mts' })).toThrow(
      /The settings of stage "prod" are not yet yours\. Replace them in .*stages\.mts:\n {2}account: is missing\./,
    );
  });

  test('deploy synthesizes the stage that init wrote, by the app of the package', () => {
    expect(() => command('doctor', '--stage', 'prod')).toThrow(
      `There is no password-reset.config.json in ${installed.app}. Fix: run npx serverless-password-reset init`,
    );
    const given = {
      account: '210987654321',
      region: 'eu-central-1',
      productName: 'My product',
      senderAddress: 'no-reply@my-product.com',
      captchaProvider: 'altcha',
    };
    command('init', '--yes', ...Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]));
    const output = join(installed.app, 'cdk.out');
    // As `deploy` calls the CDK: where the package is.
    const cdk = join(installed.app, 'node_modules/aws-cdk/bin/cdk');
    execFileSync(process.execPath, [cdk, 'synth', '--quiet', '--no-notices', '--output', output, '-c', 'stage=prod'], {
      cwd: installed.folder,
      stdio: 'pipe',
      env: { ...process.env, PASSWORD_RESET_CONFIG: join(installed.app, 'password-reset.config.json') },
    });
    const template = JSON.parse(readFileSync(join(output, 'PasswordReset-prod.template.json'), 'utf8')) as {
      readonly Outputs: Record<string, unknown>;
    };
    expect(Object.keys(template.Outputs)).toEqual(expect.arrayContaining(['SiteUrl', 'ApiUrl', 'CaptchaSecretName']));
  });
});
