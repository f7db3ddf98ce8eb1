import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { deployable } from '#deployable';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { root } from '../build/root.ts';
import { LONG_VARIABLES_FILE } from '../limits/environment.ts';

/** CDK's type asks for an image to bundle in. It is never used, because nothing is bundled outside of this machine. */
export const noImage = DockerImage.fromRegistry('bundled-on-this-machine');

/**
 * Returns an entry as one ES module with everything that it imports, the SDK included, and nothing of other entries
 * or directories. `NodejsFunction` starts `npx` for each entry, which takes three times as long.
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
          deployable.writeFunction(entry, directory, join(outputDirectory, 'index.mjs'));
          if (Object.keys(variables).length > 0) {
            writeFileSync(join(outputDirectory, LONG_VARIABLES_FILE), JSON.stringify(variables));
          }
          return true;
        },
      },
    },
  });
}
