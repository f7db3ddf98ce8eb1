import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InstalledPackage } from '../../../testkit/installed-package.ts';

let installed: InstalledPackage;
let files: readonly string[];

beforeAll(() => {
  installed = new InstalledPackage();
  files = readdirSync(installed.folder, { recursive: true, encoding: 'utf8' });
});
afterAll(() => installed?.[Symbol.dispose]());

const read = (file: string): string => readFileSync(join(installed.folder, file), 'utf8');

/** Scripts of the repository. `npm install` is anybody's. */
const SCRIPT = /npm (run|start|test)\b/;

/** Documents that a text names. Those of other sites have a scheme before them. */
const DOCUMENT =
  /(?<![\w./-])((?:node_modules\/serverless-password-reset\/)?docs\/[\w/-]+(?:\.[\w-]+)+)(?:#([\w-]+))?/g;

/** Lines that a reader may meet: code without its comments, and declarations with theirs. */
const linesOf = (file: string): string[] =>
  read(file)
    .split('\n')
    .filter((line) => file.endsWith('.d.ts') || !/^\s*(\/\/|\/?\*)/.test(line));

const code = (): string[] => files.filter((file) => /\.js$|\.d\.ts$|^prebuilt\/.*\.(mjs|html)$/.test(file));

/** Anchors of the headings of a document, as GitHub makes them. */
const anchorsOf = (file: string): string[] =>
  Array.from(read(file).matchAll(/^#{1,6} (.+)$/gm), ([, heading = '']) =>
    heading
      .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Tells what is wrong with a path of a document in a text; undefined if nothing is. */
function wrong(path: string, anchor?: string): string | undefined {
  const file = path.replace('node_modules/serverless-password-reset/', '');
  if (!existsSync(join(installed.folder, file))) return `${path} does not exist`;
  if (anchor === undefined || anchorsOf(file).includes(anchor)) return undefined;
  return `${path} has no heading ${anchor}`;
}

const brokenIn = (text: string): string[] =>
  Array.from(text.matchAll(DOCUMENT), ([, path = '', anchor]) => wrong(path, anchor)).filter(
    (found) => found !== undefined,
  );

test('no text names a script that only the repository has', () => {
  const found = code()
    .filter((file) => file !== 'lib/instructions.js')
    .flatMap((file) => linesOf(file).map((line) => ({ file, line })))
    // Texts of the laptop cloud are left out in the package.
    .filter(({ line }) => SCRIPT.test(line.replaceAll(/ofLaptop\(.*$/g, '')));
  expect(found).toEqual([]);
});

test('every document that a text names is in the package', () => {
  expect(code().flatMap((file) => linesOf(file).flatMap((line) => brokenIn(line)))).toEqual([]);
});

test('the documents have the commands of the package, and no link that leads nowhere', () => {
  const documents = files.filter((file) => file.endsWith('.md'));
  expect(documents.length).toBeGreaterThan(80);
  const links = documents.flatMap((file) => {
    const prose = read(file).replaceAll(/^ *```[\s\S]*?^ *```/gm, '');
    return Array.from(prose.matchAll(/\]\((?![a-z]+:)([^)\s#]*)(?:#([^)\s]+))?\)/g), ([, path = '', anchor]) => ({
      file,
      path: path === '' ? file : join(dirname(file), path),
      anchor: path.endsWith('.md') || path === '' ? anchor : undefined,
    }));
  });
  const broken = links.flatMap(({ file, path, anchor }) => {
    const problem = wrong(path, anchor);
    return problem === undefined ? [] : [`${file}: ${problem}`];
  });
  expect(broken).toEqual([]);
  const guides = files
    .filter((file) => /\.(md|yml)$/.test(file))
    .map(read)
    .join('\n');
  expect(guides).toContain('npx serverless-password-reset ops users add');
  expect(guides).toContain('npx serverless-password-reset rollback --stage "$STAGE" --yes');
  expect(guides).not.toMatch(/npm run\s+(ops|deploy|doctor|rollback|audit|test:smoke)\b(?!-)/);
});

test('alarms, secrets and queries of a deployed stack name documents where an app has them', () => {
  installed.write('package.json', '{ "type": "module" }');
  installed.write(
    'app.js',
    `import { App, Stack } from 'aws-cdk-lib';
import { PasswordReset } from 'serverless-password-reset';
new PasswordReset(new Stack(new App(), 'Identity'), 'Reset', {
  stage: 'test', productName: 'P', senderAddress: 'a@my-product.com', captchaProvider: 'altcha', dashboard: true,
  directory: 'webhook', webhookUrl: 'https://a.my-product.com/b', loginUrl: 'https://a.my-product.com/c',
});`,
  );
  const template = readFileSync(join(installed.synth('app.js'), 'Identity.template.json'), 'utf8');
  expect(template).not.toMatch(SCRIPT);
  const named = Array.from(template.matchAll(DOCUMENT), ([, path = '']) => path);
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !path.startsWith('node_modules/'))).toEqual([]);
  expect(brokenIn(template)).toEqual([]);
});

const command = (...args: string[]): string =>
  installed.run([join(installed.folder, 'bin/serverless-password-reset.js'), ...args]);

test.each(['init', 'doctor', 'deploy', 'smoke', 'rollback', 'ops', 'audit'])(
  '%s explains itself as it is called',
  (name) => {
    const help = command(name, '--help');
    expect(help).toContain(`npx serverless-password-reset ${name} `);
    expect(help).not.toMatch(SCRIPT);
    expect(brokenIn(help)).toEqual([]);
  },
);

test.each(['users add', 'users restore', 'mac-key rotate', 'resets show'])('so does ops %s', (name) => {
  const help = command('ops', ...name.split(' '), '--help');
  expect(help).toContain(`npx serverless-password-reset ops ${name} `);
  expect(help).not.toMatch(SCRIPT);
  expect(brokenIn(help)).toEqual([]);
});

test('a command without a stage names no cloud on a laptop', () => {
  expect(() => command('ops', 'users', 'show', 'ME')).toThrow(/--stage: is missing; name the stage to work on\n/);
});

test.each(['doctor', 'deploy', 'rollback', 'audit'])('the help of %s names the file that is read', (name) => {
  const help = command(name, '--help');
  expect(help).toContain('password-reset.config.json');
  expect(help).not.toContain('lib/settings');
});
