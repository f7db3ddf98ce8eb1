import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../lib/build/root.ts';
import { pageFiles } from '../console/page-files.ts';
import { keepPublicDeclarations } from './declarations.ts';
import { buildDeployables } from './deployables.ts';
import { writeDocuments } from './documents.ts';
import { licencesOf } from './licences.ts';
import { manifestOf } from './manifest.ts';

const PACKAGE = join(root, 'dist/package');

/**
 * Builds the npm package into a folder: `lib/`, `cli/` and what they import as JavaScript, the functions and the pages
 * ready to deploy, and a package.json (docs/adr/0037-npm-package.md).
 *
 * @throws where something does not build, or a licence is not known to be compatible
 */
export async function buildPackage(folder = PACKAGE): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  compile(folder);
  keepPublicDeclarations(folder);
  const inputs = await buildDeployables(join(folder, 'prebuilt'));
  for (const [path, { content }] of await pageFiles()) {
    const file = join(folder, 'cli/console/page', path === '/' ? 'index.html' : path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  writeFileSync(join(folder, 'THIRD-PARTY-LICENCES.txt'), licencesOf([...inputs, 'node_modules/preact/package.json']));
  const { app: _app, ...cdk } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as Record<string, unknown>;
  writeJson(join(folder, 'cdk.json'), { app: 'node lib/app.js', ...cdk });
  writeDocuments(folder);
  // It names every file, so it comes last.
  writeJson(join(folder, 'package.json'), manifestOf(folder));
}

/** Compiles by the compiler itself, which finds every file that an entry imports. */
function compile(folder: string): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '--project', join(root, 'cli/package/tsconfig.json'), '--outDir', folder];
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

const writeJson = (file: string, content: unknown): void =>
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
