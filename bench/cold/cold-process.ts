import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import type { DeployedFunction } from '../deployed.ts';
import { processorTime } from '../../testkit/measuring/processor-time.ts';

/** Milliseconds from the spawn of the process. */
export interface ColdStart {
  /** Until it asks for its first event: the init phase that Lambda bills. */
  readonly ready: number;
  /** Until the answer to its first event. */
  readonly answered: number;
  /** Milliseconds of processor time until the answer, of all threads. Known on Linux alone. */
  readonly processor: number | undefined;
  /** The answer, as the function gave it. */
  readonly answer: string;
}

const NEXT = '/2018-06-01/runtime/invocation/next';

/**
 * Starts a function in a fresh process under a Runtime API of its own, gives it one event, and ends it.
 *
 * @param bootstrap the runtime client as JavaScript, so that no time goes into reading TypeScript
 * @throws if the function fails to start or to answer
 */
export async function startCold(bootstrap: string, definition: DeployedFunction, event: unknown): Promise<ColdStart> {
  let begun = 0;
  let ready = 0;
  const { promise, resolve, reject } = Promise.withResolvers<ColdStart>();
  const server = createServer((request, response) => {
    if (request.url === NEXT) {
      // The function asks again after its answer; that call is left open until the process is ended.
      if (ready > 0) return;
      ready = performance.now() - begun;
      const payload = JSON.stringify(event);
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
        'lambda-runtime-aws-request-id': 'cold-start',
        'lambda-runtime-deadline-ms': String(Date.now() + 30_000),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:cold',
        'lambda-runtime-trace-id': 'Root=1-0-0;Sampled=0',
      });
      response.end(payload);
      return;
    }
    const answered = performance.now() - begun;
    const processor = processorTime(child.pid);
    text(request).then((answer) => {
      response.writeHead(202, { 'content-length': 2 }).end('{}');
      if (request.url?.endsWith('/response') === true) resolve({ ready, answered, processor, answer });
      else reject(new Error(`${definition.taskRoot}: ${answer}`));
    }, reject);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  begun = performance.now();
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${Math.floor(definition.memoryMegabytes * 0.9)}`, bootstrap],
    {
      cwd: definition.taskRoot,
      env: {
        ...definition.environment,
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
        LAMBDA_TASK_ROOT: definition.taskRoot,
        _HANDLER: 'index.handler',
      },
      stdio: 'ignore',
    },
  );
  child.once('exit', (code) => reject(new Error(`${definition.taskRoot}: ended with ${code} before it answered`)));
  try {
    return await promise;
  } finally {
    child.kill('SIGKILL');
    server.closeAllConnections();
    server.close();
  }
}
