import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InvocationResult } from '../../../local/lambda/invocation.ts';
import type { FromHost, ToHost } from './messages.ts';

/**
 * The process of all functions: loads their handlers from the folder in its argument, and runs several events at once.
 */

type Handler = (event: unknown, context: object) => Promise<unknown>;

const folder = process.argv[2] ?? '';
const handlers = new Map<string, Handler>();
const running = new AsyncLocalStorage<string>();
const send = (message: FromHost) => void process.send?.(message);

/** A function writes its lines to standard output; here each line has to say whose it is. */
process.stdout.write = (chunk: Uint8Array | string): boolean => {
  const stem = running.getStore() ?? '';
  for (const line of String(chunk).split('\n')) if (line !== '') send({ kind: 'line', stem, line });
  return true;
};

async function load(stem: string, environment: Readonly<Record<string, string>>): Promise<void> {
  // A function reads its variables once, when it is loaded.
  Object.assign(process.env, environment);
  const { handler } = (await import(pathToFileURL(join(folder, `${stem}.mjs`)).href)) as { handler: Handler };
  handlers.set(stem, handler);
}

async function resultOf(stem: string, id: string, payload: string): Promise<InvocationResult> {
  try {
    const handler = handlers.get(stem);
    if (handler === undefined) throw new Error(`There is no function ${stem}`);
    const context = { awsRequestId: id, functionName: stem, getRemainingTimeInMillis: () => 10_000 };
    const answer = await running.run(stem, () => handler(JSON.parse(payload), context));
    return { ok: true, payload: JSON.stringify(answer) ?? 'null' };
  } catch (error) {
    const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    return { ok: false, error: { errorType: name, errorMessage: message, trace: stack.split('\n') } };
  }
}

let loaded = Promise.resolve();
process.on('message', (message: ToHost) => {
  if (message.kind === 'load') {
    // One after the other, because they share the environment.
    loaded = loaded.then(() => load(message.stem, message.environment));
    return;
  }
  const { stem, id, payload } = message;
  void loaded.then(() => resultOf(stem, id, payload)).then((result) => send({ kind: 'result', id, result }));
});
process.on('disconnect', () => process.exit(0));
