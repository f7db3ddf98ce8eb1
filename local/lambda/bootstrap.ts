import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Answer, RuntimeConnection } from './runtime-connection.ts';

/**
 * The managed runtime inside a function's process: loads the handler once, then fetches one event at a time
 * from the Runtime API and posts each outcome. It runs alone in its process with nothing of this repository but its
 * connection.
 */

const text = (name: string): string => process.env[name] ?? '';
const [address = '', ...prefix] = text('AWS_LAMBDA_RUNTIME_API').split('/');
const base = ['', ...prefix, '2018-06-01/runtime'].join('/');
const connection = new RuntimeConnection(address);
let current = '';

/** The laptop cloud is gone, so its functions go too. */
function leave(): never {
  process.exit(0);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify({ errorType: typeof error, errorMessage: String(error) });
  const trace = (error.stack ?? '').split('\n');
  return JSON.stringify({ errorType: error.name, errorMessage: error.message, trace });
}

async function report(error: unknown): Promise<void> {
  const path = current === '' ? '/init/error' : `/invocation/${current}/error`;
  await connection.call('POST', `${base}${path}`, describe(error)).catch(leave);
}

/** Reports an uncaught error and exits with status 129, as the managed runtime does. */
function die(error: unknown): void {
  console.error(error);
  void report(error).then(() => process.exit(129));
}
process.on('uncaughtException', die);
process.on('unhandledRejection', die);

type Handler = (event: unknown, context: object) => unknown;

async function load(): Promise<Handler> {
  const [file = '', ...names] = text('_HANDLER').split('.');
  const path = ['.mjs', '.js', '.cjs'].map((ending) => join(text('LAMBDA_TASK_ROOT'), file + ending)).find(existsSync);
  if (path === undefined) throw new Error(`There is no ${file}.mjs or ${file}.js in ${text('LAMBDA_TASK_ROOT')}`);
  let found: unknown = await import(pathToFileURL(path).href);
  for (const name of names) found = Object(found)[name];
  if (typeof found !== 'function') throw new Error(`${text('_HANDLER')} is not a function`);
  // Node 24's managed runtime refuses handlers that take a callback.
  if (found.length > 2) throw new Error(`${text('_HANDLER')} takes a callback, which Node 24 on Lambda does not give`);
  return found as Handler;
}

/**
 * Milliseconds since the epoch by the clock that set the deadline, whatever a test has made of this process's `Date`.
 */
const now = (): number => performance.timeOrigin + performance.now();

const contextOf = (headers: Answer['headers']) => ({
  awsRequestId: current,
  callbackWaitsForEmptyEventLoop: true,
  functionName: text('AWS_LAMBDA_FUNCTION_NAME'),
  functionVersion: text('AWS_LAMBDA_FUNCTION_VERSION'),
  invokedFunctionArn: String(headers.get('lambda-runtime-invoked-function-arn')),
  logGroupName: text('AWS_LAMBDA_LOG_GROUP_NAME'),
  logStreamName: text('AWS_LAMBDA_LOG_STREAM_NAME'),
  memoryLimitInMB: text('AWS_LAMBDA_FUNCTION_MEMORY_SIZE'),
  getRemainingTimeInMillis: () => Math.max(0, Math.floor(Number(headers.get('lambda-runtime-deadline-ms')) - now())),
});

const handler = await load().catch(async (error: unknown): Promise<never> => {
  console.error(error);
  await report(error);
  process.exit(1);
});

while (true) {
  const { headers, body } = await connection.call('GET', `${base}/invocation/next`).catch(leave);
  current = String(headers.get('lambda-runtime-aws-request-id'));
  process.env['_X_AMZN_TRACE_ID'] = String(headers.get('lambda-runtime-trace-id'));
  try {
    const result = await handler(JSON.parse(body), contextOf(headers));
    await connection
      .call('POST', `${base}/invocation/${current}/response`, JSON.stringify(result) ?? 'null')
      .catch(leave);
  } catch (error) {
    await report(error);
  }
}
