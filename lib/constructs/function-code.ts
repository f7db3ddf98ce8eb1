import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { builtBefore, functionBundle, root } from '../build/bundle.ts';
import { LONG_VARIABLES_FILE } from '../limits/environment.ts';

/** CDK's type asks for an image to bundle in. It is never used, because esbuild bundles in this process. */
export const noImage = DockerImage.fromRegistry('bundled-on-this-machine');

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
