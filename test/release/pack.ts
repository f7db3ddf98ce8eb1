import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
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

function main(out: string): void {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  using client = new ClientPackage();
  console.log(join(out, pack(client.folder, out)));
  const { version } = JSON.parse(readFile('package.json')) as { version: string };
  const notes = notesOf(version, readFile('CHANGELOG.md'));
  if (notes === undefined) throw new Error(`CHANGELOG.md has no section of ${version}. Run npm run release:check`);
  writeFileSync(join(out, 'notes.md'), `${notes}\n`);
}

if (values.help) console.log(HELP);
else main(values.out);
