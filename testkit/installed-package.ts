import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../lib/build/root.ts';

interface Packed {
  readonly filename: string;
  /** Bytes of the archive. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly [other: string]: unknown;
}

/**
 * The npm package, packed and installed into an empty CDK app. Its dependencies are those of this repository, because
 * no test needs the network.
 */
export class InstalledPackage implements Disposable {
  /** Folder of the app. */
  readonly app = mkdtempSync(join(tmpdir(), 'app-of-yours-'));
  /** Folder of the package in the app. */
  readonly folder: string;
  readonly packed: Packed;
  readonly manifest: Manifest;

  /** Builds, packs and installs it. */
  constructor() {
    const built = mkdtempSync(join(tmpdir(), 'package-'));
    // Vite and Jest's modules do not go together.
    execFileSync(process.execPath, [join(root, 'bin/build-package.ts'), built], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.manifest = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8')) as Manifest;
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--ignore-scripts', '--json', built], { cwd: this.app, encoding: 'utf8' }),
    ) as [Packed];
    this.packed = packed;
    this.folder = join(this.app, 'node_modules', this.manifest.name);
    mkdirSync(this.folder, { recursive: true });
    const archive = join(this.app, packed.filename);
    execFileSync('tar', ['-xzf', archive, '-C', this.folder, '--strip-components=1']);
    for (const done of [archive, built]) rmSync(done, { recursive: true });
    const { dependencies, peerDependencies } = this.manifest;
    for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), '@types/node']) {
      const link = join(this.app, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), link);
    }
  }

  /** Writes a file of the app. */
  write(name: string, content: string): void {
    writeFileSync(join(this.app, name), content);
  }

  /** Runs a program of Node in the app; returns what it prints. @throws with its output, if it fails */
  run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: this.app,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
      maxBuffer: 64 * 2 ** 20,
    });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Runs the CDK on the app; returns the folder of its assembly. */
  synth(program: string): string {
    const output = join(this.app, 'cdk.out');
    rmSync(output, { recursive: true, force: true });
    const cdk = join(this.app, 'node_modules/aws-cdk/bin/cdk');
    this.run(
      [cdk, 'synth', '--quiet', '--no-notices', '--app', `"${process.execPath}" ${program}`, '--output', output],
      {
        CDK_VALIDATION: 'false',
      },
    );
    return output;
  }

  [Symbol.dispose](): void {
    rmSync(this.app, { recursive: true });
  }
}
