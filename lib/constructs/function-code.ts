import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { LONG_VARIABLES_FILE } from '../limits/environment.ts';

/** Root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** CDK's type asks for an image to bundle in. It is never used, because esbuild bundles in this process. */
export const noImage = DockerImage.fromRegistry('bundled-on-this-machine');

/**
 * Paths of what was built before synth, by source: an entry such as `functions/verify-otp.ts`, or `web` for the
 * pages. The laptop cloud fills it, because it builds all of them side by side; a deployment leaves it empty.
 */
export const builtBefore = new Map<string, string>();

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

/** @param directory the only directory that the bundle of a function carries, if the function uses one */
export const functionBundle = (entry: string, directory: DirectoryName): BuildOptions => ({
  ...bundleOptions,
  alias: { ...bundleOptions.alias, '#directory': `./functions/runtime/directories/${directory}.ts` },
  entryPoints: [entry],
});

/**
 * Bundles an entry as one ES module with everything that it imports, the SDK included, and nothing of other entries
 * or directories. esbuild's API is called directly, because `NodejsFunction` starts `npx` for each entry, which takes
 * three times as long.
 *
 * @param variables those that Lambda's environment has no room for, by name; they go into a file beside the module
 */
export function bundled(
  entry: string,
  directory: DirectoryName,
  variables: Readonly<Record<string, string>> = {},
): Code {
  return Code.fromAsset(join(root, 'functions'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: noImage,
      // Never run. It makes CDK keep assets of the same folder apart.
      command: [entry, directory, JSON.stringify(variables)],
      local: {
        tryBundle(outputDirectory) {
          const outfile = join(outputDirectory, 'index.mjs');
          const built = builtBefore.get(entry);
          if (built === undefined) buildSync({ ...functionBundle(entry, directory), outfile });
          else copyFileSync(built, outfile);
          if (Object.keys(variables).length > 0) {
            writeFileSync(join(outputDirectory, LONG_VARIABLES_FILE), JSON.stringify(variables));
          }
          return true;
        },
      },
    },
  });
}
