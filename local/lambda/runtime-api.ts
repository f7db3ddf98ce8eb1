import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { REGION } from '../account.ts';
import { listen } from '../listen.ts';
import type { FunctionProcess } from './function-process.ts';
import { type FunctionDefinition, type FunctionError, PAYLOAD_LIMIT_BYTES } from './invocation.ts';

const errorSchema = z.object({
  errorType: z.string().default('Error'),
  errorMessage: z.string().default(''),
  trace: z.array(z.string()).optional(),
});

const PATH = /^\/([^/]+)\/2018-06-01\/runtime\/(?:invocation\/([^/]+)(?:\/(response|error))?|init\/error)$/;

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Answers with a `Content-Length`, which the runtime client relies on. */
function answer(response: ServerResponse, status: number, json: string): void {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
  response.writeHead(status, headers).end(json);
}

function parseError(body: string): FunctionError {
  try {
    return errorSchema.parse(JSON.parse(body));
  } catch {
    return { errorType: 'Runtime.Unknown', errorMessage: body };
  }
}

/**
 * Lambda's Runtime API for all functions on one port. On AWS each sandbox has the API to itself; here each process
 * is given an address with its own first path segment, which tells the processes apart.
 */
export class RuntimeApi {
  readonly #processes = new Map<string, FunctionProcess>();
  readonly #shared: Readonly<Record<string, string>>;
  readonly #variablesOf: (stem: string) => Readonly<Record<string, string>>;
  #address = '';

  /**
   * @param shared variables that every function gets, such as the endpoints of the emulators
   * @param variablesOf those of one function's next process, by its stem
   */
  constructor(
    shared: Record<string, string>,
    variablesOf: (stem: string) => Readonly<Record<string, string>> = () => ({}),
  ) {
    this.#shared = shared;
    this.#variablesOf = variablesOf;
  }

  async start(port: number): Promise<{ url: string; stop(): Promise<void> }> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    const listening = await listen(server, port);
    this.#address = new URL(listening.url).host;
    return listening;
  }

  serve(id: string, process: FunctionProcess): void {
    this.#processes.set(id, process);
  }

  forget(id: string): void {
    this.#processes.delete(id);
  }

  /**
   * The whole environment of a function's process: Lambda's variables and the template's, and of the developer's
   * shell only PATH.
   */
  environmentOf(definition: FunctionDefinition, id: string): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      // The developer's own profiles would otherwise be read from the home directory.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_FUNCTION_NAME: definition.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: id,
      // The SDK names the caller in its User-Agent, for anyone who watches the wire.
      AWS_SDK_UA_APP_ID: definition.stem,
      AWS_LAMBDA_RUNTIME_API: `${this.#address}/${id}`,
      LAMBDA_TASK_ROOT: definition.taskRoot,
      _HANDLER: definition.handler,
      // Calls to a service without an emulator come here instead of going to AWS.
      AWS_ENDPOINT_URL: `http://${this.#address}`,
      ...this.#shared,
      ...definition.environment,
      ...this.#variablesOf(definition.stem),
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [matched, id = '', requestId, outcome] = PATH.exec(request.url ?? '') ?? [];
    const running = this.#processes.get(id);
    if (matched === undefined || running === undefined) {
      return answer(response, 501, '{"message":"The laptop cloud has no emulator for this service"}');
    }
    if (request.method === 'GET' && requestId === 'next') return running.next(response);
    const body = await read(request);
    if (requestId === undefined) running.failInit(parseError(body));
    else if (!this.#settle(running, requestId, outcome, body)) {
      return answer(response, 400, '{"errorMessage":"no such invocation"}');
    }
    answer(response, 202, '{"status":"OK"}');
  }

  #settle(running: FunctionProcess, requestId: string, outcome: string | undefined, body: string): boolean {
    if (outcome === 'error') return running.settle(requestId, { ok: false, error: parseError(body) });
    if (outcome !== 'response') return false;
    if (Buffer.byteLength(body) <= PAYLOAD_LIMIT_BYTES) return running.settle(requestId, { ok: true, payload: body });
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${PAYLOAD_LIMIT_BYTES} bytes).`;
    return running.settle(requestId, {
      ok: false,
      error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage },
    });
  }
}
