import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const NAME = 'serverless-password-reset-client';

/** The client package as npm installs it, in a project of its own that has React too. */
export class ClientPackage implements Disposable {
  /** Folder of the project. */
  readonly project = mkdtempSync(join(tmpdir(), 'client-'));
  /** Folder of the package in the project. */
  readonly folder = join(this.project, 'node_modules', NAME);

  constructor() {
    mkdirSync(this.folder, { recursive: true });
    for (const file of ['README.md', 'LICENSE']) cpSync(join(ROOT, 'client', file), join(this.folder, file));
    // The scripts would build the package again where its sources are not.
    const { scripts: _scripts, ...manifest } = JSON.parse(
      readFileSync(join(ROOT, 'client/package.json'), 'utf8'),
    ) as Record<string, unknown>;
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    for (const config of ['tsconfig.json', 'tsconfig.embed.json']) {
      const options = ['--project', join(ROOT, 'client', config), '--outDir', join(this.folder, 'dist')];
      execFileSync(process.execPath, [compiler, ...options], { stdio: 'pipe' });
    }
    mkdirSync(join(this.project, 'node_modules/@types'));
    for (const name of ['react', 'react-dom', 'scheduler', '@types/react', 'csstype'])
      symlinkSync(join(ROOT, 'node_modules', name), join(this.project, 'node_modules', name));
    writeFileSync(join(this.project, 'package.json'), '{ "type": "module" }');
  }

  /** Copies a sample of examples/embedding into the project, and returns its path. */
  sample(name: string): string {
    const path = join(this.project, name);
    cpSync(join(ROOT, 'examples/embedding', name), path);
    return path;
  }

  [Symbol.dispose](): void {
    rmSync(this.project, { recursive: true });
  }
}
