import type { BuildOptions } from 'esbuild';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { root } from './root.ts';

/** esbuild options of every function. */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': './functions/runtime/bundle/lambda-credentials.ts',
    '@aws-sdk/middleware-endpoint-discovery': './functions/runtime/bundle/without-endpoint-discovery.ts',
    '@smithy/core/event-streams': './functions/runtime/bundle/without-event-streams.ts',
  },
  // Some dependencies of the SDK are CommonJS and call `require`, which an ES module does not have.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  legalComments: 'none',
  logLevel: 'error',
  absWorkingDir: root,
} as const satisfies BuildOptions;

/**
 * Options of one build of several functions, which reads the files that they share once. Without splitting, each bundle
 * is the same as that of a build of its own.
 *
 * @param entries entry of each function, by the path of its bundle below `outdir` without the ending `.mjs`
 */
export const functionBundles = (
  entries: Readonly<Record<string, string>>,
  directory: DirectoryName,
  outdir: string,
): BuildOptions => ({
  ...functionBundle('', directory),
  entryPoints: Object.entries(entries).map(([out, entry]) => ({ in: entry, out })),
  outdir,
  outExtension: { '.js': '.mjs' },
});

/** @param directory the only directory that the bundle of a function carries, if the function uses one */
export const functionBundle = (entry: string, directory: DirectoryName): BuildOptions => ({
  ...bundleOptions,
  alias: { ...bundleOptions.alias, '#directory': `./functions/runtime/directories/${directory}.ts` },
  entryPoints: [entry],
});
