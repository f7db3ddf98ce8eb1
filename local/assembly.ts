import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { Template } from './template.ts';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});
const stackSchema = z.object({ templateFile: z.string() });
const assetManifestSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** Output of `cdk synth`: the template of one stack and the files that it deploys. */
export interface Assembly {
  readonly template: Template;
  /** The file or folder that the object key of an asset stands for; throws if there is none. */
  readonly asset: (objectKey: string) => string;
}

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

/** Reads a cloud assembly; it must have exactly one stack. */
export async function loadAssembly(directory: string): Promise<Assembly> {
  const manifest = manifestSchema.parse(await readJson(join(directory, 'manifest.json')));
  const artifacts = Object.entries(manifest.artifacts);
  const stacks = artifacts.filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack');
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1) {
    throw new Error(
      `The laptop cloud runs one stack; the app has ${stacks.map(([name]) => name).join(', ') || 'none'}`,
    );
  }
  const { templateFile } = stackSchema.parse(stack[1].properties);
  const sources = new Map<string, string>();
  for (const [, artifact] of artifacts.filter(([, { type }]) => type === 'cdk:asset-manifest')) {
    const { file } = z.object({ file: z.string() }).parse(artifact.properties);
    const { files } = assetManifestSchema.parse(await readJson(join(directory, file)));
    for (const { source, destinations } of Object.values(files)) {
      for (const { objectKey } of Object.values(destinations)) {
        if (source.path !== undefined) sources.set(objectKey, join(directory, source.path));
      }
    }
  }
  return {
    template: new Template(await readJson(join(directory, templateFile)), stack[0]),
    asset(objectKey) {
      const path = sources.get(objectKey);
      if (path === undefined) throw new Error(`The assembly has no asset ${objectKey}`);
      return path;
    },
  };
}
