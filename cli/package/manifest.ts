import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { root } from '../../lib/build/root.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly imports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Packages that the app of the user has, in a version of their own. */
const PEERS = ['aws-cdk-lib', 'constructs'];

/** Modules that take what the package brings, in place of those that build it. */
const PREBUILT = {
  '#console-script': './cli/console/prebuilt-script.js',
  '#deployable': './lib/build/prebuilt.js',
};

const compiled = (imports: Manifest['imports']) =>
  Object.fromEntries(Object.entries(imports).map(([name, path]) => [name, path.replace(/\.ts$/, '.js')]));

/** Node that loads ES modules from CommonJS, as many CDK apps are. */
const NODE = '>=22.12';

/** Returns the package.json of the package that was compiled into a folder. */
export function manifestOf(folder: string): object {
  const { name, version, description, license, imports, dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Manifest;
  const versionOf = (used: string): string => {
    const wanted = dependencies[used];
    if (wanted === undefined) throw new Error(`${used} is imported and not among the dependencies`);
    return wanted;
  };
  const imported = packagesImportedIn(folder);
  const own = imported.filter((used) => !PEERS.includes(used));
  const { 'aws-cdk': cli } = devDependencies;
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines: { node: NODE },
    sideEffects: false,
    // For `node10`, which knows no `exports`: the default of TypeScript 5 with `"module": "commonjs"`.
    main: './lib/index.js',
    types: './lib/index.d.ts',
    exports: { '.': { types: './lib/index.d.ts', default: './lib/index.js' }, './package.json': './package.json' },
    imports: { ...compiled(imports), ...PREBUILT },
    bin: { [name]: './bin/serverless-password-reset.js' },
    files: readdirSync(folder).toSorted(),
    dependencies: Object.fromEntries(own.map((used) => [used, versionOf(used)])),
    peerDependencies: {
      // Only the command `deploy` needs it.
      'aws-cdk': `^${cli}`,
      ...Object.fromEntries(PEERS.map((used) => [used, `^${versionOf(used)}`])),
    },
    peerDependenciesMeta: { 'aws-cdk': { optional: true } },
  };
}

/** Import, export or dynamic import, as the compiler writes them. */
const SPECIFIER = /(?:^(?:import|export)\s(?:[^'";]*?\sfrom\s)?|\bimport\()['"]([^'"]+)['"]/gm;

/** Returns the names of the packages that the JavaScript in a folder imports, without those that Node has. */
function packagesImportedIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
  const specifiers = files
    .filter((path) => !path.startsWith('prebuilt'))
    .flatMap((path) => [...readFileSync(join(folder, path), 'utf8').matchAll(SPECIFIER)].map(([, name = '']) => name));
  const packages = specifiers
    .filter((name) => /^[@a-z]/.test(name) && !isBuiltin(name))
    .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
  return [...new Set(packages)].toSorted();
}
