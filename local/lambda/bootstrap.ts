import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The managed runtime inside a function's process: loads the handler once, then fetches one event at a time
 * from the Runtime API and post each outcome. It runs alone in its process and imports nothing of this repository.
 */

const text = (name: string): string => process.env[name] ?? '';
const agent = new Agent({ keepAlive: true });
const base = `http://${text('AWS_LAMBDA_RUNTIME_API')}/2018-06-01/runtime`;
let current = '';

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function call(method: 'GET' | 'POST', path: string, payload?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${base}${path}`, { method, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(chunks).toString('utf8') }));
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

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
  await call('POST', path, describe(error)).catch(leave);
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

const contextOf = (headers: IncomingHttpHeaders) => ({
  awsRequestId: current,
  callbackWaitsForEmptyEventLoop: true,
  functionName: text('AWS_LAMBDA_FUNCTION_NAME'),
  functionVersion: text('AWS_LAMBDA_FUNCTION_VERSION'),
  invokedFunctionArn: String(headers['lambda-runtime-invoked-function-arn']),
  logGroupName: text('AWS_LAMBDA_LOG_GROUP_NAME'),
  logStreamName: text('AWS_LAMBDA_LOG_STREAM_NAME'),
  memoryLimitInMB: text('AWS_LAMBDA_FUNCTION_MEMORY_SIZE'),
  getRemainingTimeInMillis: () => Math.max(0, Math.floor(Number(headers['lambda-runtime-deadline-ms']) - now())),
});

const handler = await load().catch(async (error: unknown): Promise<never> => {
  console.error(error);
  await report(error);
  process.exit(1);
});

while (true) {
  const { headers, body } = await call('GET', '/invocation/next').catch(leave);
  current = String(headers['lambda-runtime-aws-request-id']);
  process.env['_X_AMZN_TRACE_ID'] = String(headers['lambda-runtime-trace-id']);
  try {
    const result = await handler(JSON.parse(body), contextOf(headers));
    await call('POST', `/invocation/${current}/response`, JSON.stringify(result) ?? 'null').catch(leave);
  } catch (error) {
    await report(error);
  }
}
