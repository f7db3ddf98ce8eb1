import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { buildSync } from 'esbuild';
import { bundleOptions, root } from '../../lib/build/bundle.ts';

/** Handlers that the functions are compared with in the same run. */
const BASELINES = {
  'empty handler': `export const handler = async () => ({ statusCode: 204 });`,
  'bare AWS clients': `
    import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
    import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
    const clients = [new DynamoDBClient({}), new SESClient({}), GetItemCommand, SendRawEmailCommand];
    export const handler = async () => ({ statusCode: 204, clients: clients.length });`,
} as const;

export type BaselineName = keyof typeof BASELINES;
export const BASELINE_NAMES = Object.keys(BASELINES) as BaselineName[];

/** Bundles a baseline as the functions are bundled, but with the SDK as it comes, and returns its folder. */
export function bundleBaseline(name: BaselineName, folder: string): string {
  const taskRoot = join(folder, name.replaceAll(' ', '-'));
  mkdirSync(taskRoot, { recursive: true });
  buildSync({
    ...bundleOptions,
    alias: {},
    stdin: { contents: BASELINES[name], resolveDir: root, loader: 'js' },
    outfile: join(taskRoot, 'index.mjs'),
  });
  return taskRoot;
}

/** The laptop cloud's runtime client as one JavaScript file. */
export function bundleBootstrap(folder: string): string {
  const outfile = join(folder, 'bootstrap.mjs');
  buildSync({
    entryPoints: [join(root, 'local/lambda/bootstrap.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'error',
  });
  return outfile;
}
