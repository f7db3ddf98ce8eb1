import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { buildSync } from 'esbuild';
import { bundleOptions } from '../../lib/build/bundle.ts';
import { root } from '../../lib/build/root.ts';

/** Handlers that the functions are compared with in the same run. */
const BASELINES = {
  'empty handler': `export const handler = async () => ({ statusCode: 204 });`,
  'bare AWS clients': `
    import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
    import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
    const clients = [new DynamoDBClient({}), new SESClient({}), GetItemCommand, SendRawEmailCommand];
    export const handler = async () => ({ statusCode: 204, clients: clients.length });`,
  // What start-reset asks the services, with nothing of its own in between.
  'bare AWS clients, calls of a start': `
    import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
    import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
    const { CAPTCHA_VERIFY_URL, RESET_TABLE, ...variables } = process.env;
    const secrets = new SecretsManagerClient({});
    const tables = new DynamoDBClient({});
    const names = Object.keys(variables).filter((name) => name.endsWith('_SECRET_ARN'));
    const read = (name) => secrets.send(new GetSecretValueCommand({ SecretId: variables[name] }));
    const put = () =>
      tables.send(new PutItemCommand({ TableName: RESET_TABLE, Item: { key: { S: 'BENCH#' + Math.random() } } }));
    const judge = () => fetch(CAPTCHA_VERIFY_URL, { method: 'POST', body: new URLSearchParams({ response: 'none' }) });
    export const handler = async () => {
      await Promise.all([judge().then((answer) => answer.text()), ...names.map(read)]);
      await Promise.all([put(), put()]);
      await put();
      return { statusCode: 202 };
    };`,
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
