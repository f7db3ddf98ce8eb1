import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../../cli/package/build.ts';
import { ClientPackage } from '../../testkit/client-package.ts';
import { notesOf, readFile, ROOT } from './release.ts';

const HELP = `npm run release:pack -- [--out FOLDER]     packs what a release publishes

Makes the npm packages (*.tgz) and the notes of the release (notes.md) in dist/release, or in FOLDER. In GitHub's
workflows it names the repository in the packages, which provenance needs. Nothing is published.`;

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(ROOT, 'dist/release') },
    help: { type: 'boolean', default: false },
  },
});

/** Address of the repository on GitHub, which npm compares with the workflow that publishes. */
function repository(): object {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
  return name === undefined ? {} : { repository: { type: 'git', url: `git+${server}/${name}.git` } };
}

/** Packs the package in a folder. Returns the name of the file. */
function pack(folder: string, out: string): string {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, `${JSON.stringify({ ...manifest, ...repository() }, null, 2)}\n`);
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', out];
  const [packed] = JSON.parse(execFileSync('npm', args, { cwd: folder, encoding: 'utf8' })) as [{ filename: string }];
  return packed.filename;
}

async function main(out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  using client = new ClientPackage();
  // In a folder of its own, because dist/package may be in use.
  const service = mkdtempSync(join(tmpdir(), 'package-'));
  await buildPackage(service);
  for (const folder of [client.folder, service]) console.log(join(out, pack(folder, out)));
  rmSync(service, { recursive: true });
  const { version } = JSON.parse(readFile('package.json')) as { version: string };
  const notes = notesOf(version, readFile('CHANGELOG.md'));
  if (notes === undefined) throw new Error(`CHANGELOG.md has no section of ${version}. Run npm run release:check`);
  writeFileSync(join(out, 'notes.md'), `${notes}\n`);
}

if (values.help) console.log(HELP);
else await main(values.out);
