import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { notesOf, readFile, ROOT } from '../../release/release.ts';

interface Step {
  readonly name?: string;
  readonly run?: string;
}

const { jobs } = parse(readFile('.github/workflows/release.yml')) as {
  jobs: Record<string, { needs?: string; environment?: string; steps: Step[] }>;
};
const { version } = JSON.parse(readFile('package.json')) as { version: string };
const folder = mkdtempSync(join(tmpdir(), 'release-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scriptOf = (job: string, name: string): string => {
  const step = jobs[job]?.steps.find((each) => each.name === name);
  if (step?.run === undefined) throw new Error(`the job ${job} has no step ${name}`);
  return step.run;
};

/** Runs a script of the workflow as GitHub does, for a tag. */
async function run(script: string, { tag, cwd = ROOT }: { tag: string; cwd?: string }): Promise<string> {
  const env = {
    ...process.env,
    GITHUB_REF_NAME: tag,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'example/password-reset',
  };
  const { stdout } = await promisify(execFile)('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    env,
  });
  return stdout;
}

test('nothing is published that was not checked, packed and approved', () => {
  expect(jobs['publish']).toMatchObject({ needs: 'pack', environment: 'npm' });
  expect(jobs['notes']).toMatchObject({ needs: 'publish', environment: 'npm' });
  expect(jobs['pack']?.steps.flatMap(({ run: script = [] }) => script)).toEqual([
    'npm ci',
    'npm run release:check -- --tag "$GITHUB_REF_NAME"',
    'npm run check',
    'npm run release:pack',
  ]);
});

test('the tag of another version stops the release', async () => {
  const script = scriptOf('pack', 'Compare the tag with versions and changelog');
  expect(await run(script, { tag: `v${version}` })).toContain(`This is v${version}.`);
  await expect(run(script, { tag: 'v99.0.0' })).rejects.toThrow('Fix: set it to 99.0.0');
});

const CLIENT = /^package\/(LICENSE|README\.md|package\.json|dist\/\w+\.(d\.ts|js))$/;
/** Compiled code, what it deploys, and documents; no source, no test, no map. */
const SERVICE =
  /^package\/((bin|cli|functions|lib|web)\/.+\.(js|d\.ts|json|html|css|svg|png|ico)|prebuilt\/.+|docs\/.+\.(md|json|png|svg)|examples\/.+\.(md|ts|yml|json)|(LICENSE|(README|ARCHITECTURE|CHANGELOG|SECURITY)\.md|THIRD-PARTY-LICENCES\.txt|package\.json|cdk\.json))$/;

test('the packages have their code and their documents only, and the repository that publishes them', async () => {
  const script = `${scriptOf('pack', 'Pack')} -- --out '${folder}/packed'`;
  await run(script, { tag: `v${version}` });
  const packages = {
    [`serverless-password-reset-${version}.tgz`]: SERVICE,
    [`serverless-password-reset-client-${version}.tgz`]: CLIENT,
  };
  expect(new Set(readdirSync(`${folder}/packed`))).toEqual(new Set(['notes.md', ...Object.keys(packages)]));
  for (const [name, wanted] of Object.entries(packages)) {
    const tar = (...args: string[]) => execFileSync('tar', args, { cwd: `${folder}/packed`, encoding: 'utf8' });
    const files = tar('-tzf', name).trim().split('\n');
    expect(files.filter((file) => !wanted.test(file))).toEqual([]);
    expect(JSON.parse(tar('-xOzf', name, 'package/package.json'))).toMatchObject({
      version,
      license: 'MIT',
      repository: { type: 'git', url: 'git+https://github.com/example/password-reset.git' },
    });
  }
  expect(readFileSync(`${folder}/packed/notes.md`, 'utf8')).toBe(`${notesOf(version, readFile('CHANGELOG.md'))}\n`);
});

test('npm takes both packages as the step publishes them, in a dry run', async () => {
  mkdirSync(`${folder}/dry`);
  symlinkSync(`${folder}/packed`, `${folder}/dry/release`);
  // Nothing listens there: a dry run asks, and goes on without an answer.
  const npm = 'npm() { command npm "$@" --dry-run --registry http://127.0.0.1:9/ --fetch-retries 0 2>&1; }';
  const printed = await run(`${npm}\n${scriptOf('publish', 'Publish')}`, { tag: `v${version}`, cwd: `${folder}/dry` });
  expect(printed.match(/^\+ .+$/gm)).toEqual([
    `+ serverless-password-reset@${version}`,
    `+ serverless-password-reset-client@${version}`,
  ]);
});

/** What the step that publishes would have npm do, with a program in place of npm. */
async function published(tag: string): Promise<string> {
  mkdirSync(`${folder}/release`, { recursive: true });
  writeFileSync(`${folder}/release/one.tgz`, '');
  writeFileSync(`${folder}/release/two.tgz`, '');
  return run(`npm() { printf '%s\\n' "$*"; }\n${scriptOf('publish', 'Publish')}`, { tag, cwd: folder });
}

test('every package is published with provenance, and a version with a hyphen as next', async () => {
  const line = (name: string, tag: string) =>
    `publish ./release/${name}.tgz --provenance --access public --ignore-scripts --tag ${tag}\n`;
  expect(await published('v1.2.0')).toBe(line('one', 'latest') + line('two', 'latest'));
  expect(await published('v1.2.0-rc.1')).toBe(line('one', 'next') + line('two', 'next'));
});
