import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionPool } from '../../../../local/lambda/function-pool.ts';
import { until } from '../../../time.ts';
import { type FunctionsOnDisk, startFunctions } from './functions-on-disk.ts';

let functions: FunctionsOnDisk;
beforeAll(async () => {
  functions = await startFunctions();
});
afterAll(() => functions.stop());

async function answer(pool: FunctionPool, event: unknown = {}): Promise<unknown> {
  const result = await pool.invoke(JSON.stringify(event));
  if (!result.ok) throw new Error(`${result.error.errorType}: ${result.error.errorMessage}`);
  return JSON.parse(result.payload);
}

test('a handler gets its event, its context and only the environment of a function', async () => {
  process.env['OF_THE_DEVELOPER'] = 'secret';
  const pool = functions.add(
    `export const handler = async (event, context) => ({
       event, name: context.functionName, id: context.awsRequestId,
       left: context.getRemainingTimeInMillis(), env: process.env });`,
    { environment: { GIVEN: 'yes' } },
  );
  const result = await answer(pool, { a: 'ü' });
  expect(result).toMatchObject({
    event: { a: 'ü' },
    name: 'password-reset-laptop-echo',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    env: { GIVEN: 'yes', SHARED: 'by all', AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256' },
  });
  expect(result).not.toHaveProperty('env.OF_THE_DEVELOPER');
  expect(result).not.toHaveProperty('env.HOME');
  expect(result).toHaveProperty('env._X_AMZN_TRACE_ID', expect.stringMatching(/^Root=1-/));
  expect(Object(result).left).toBeGreaterThan(5000);
  expect(Object(result).left).toBeLessThanOrEqual(10_000);
});

test('an event and an answer of some megabytes pass whole', async () => {
  const pool = functions.add(`export const handler = async ({ text }) => ({ text: text + 'ü' });`);
  const text = 'ü€'.repeat(500_000);
  expect(await answer(pool, { text })).toEqual({ text: `${text}ü` });
});

test('a function that has waited for longer than a connection is kept answers the next event', async () => {
  const pool = functions.add(`export const handler = (event) =>
    new Promise((resolve) => setTimeout(resolve, event.wait, { waited: event.wait }));`);
  // The Runtime API closes a connection that has had no call for five seconds.
  for (const wait of [5500, 0]) expect(await answer(pool, { wait })).toEqual({ waited: wait });
  expect(functions.warnings).toEqual([]);
});

test('one process works on one event at a time and is used again; more start while all are busy, up to the bound', async () => {
  const source = `let running = 0;
    export const handler = async () => {
      running += 1;
      const most = running;
      await new Promise((resume) => setTimeout(resume, 150));
      running -= 1;
      return { pid: process.pid, most };
    };`;
  const pool = functions.add(source, { concurrency: 2 });
  const first = await Promise.all([1, 2, 3, 4, 5].map(() => answer(pool)));
  const later = await answer(pool);
  const pids = first.map((result) => Object(result).pid);
  expect(new Set(pids).size).toBe(2);
  expect(pids).toContain(Object(later).pid);
  expect(first.map((result) => Object(result).most)).toEqual([1, 1, 1, 1, 1]);
  expect(pool.invocations).toBe(6);
});

test('an error that a handler throws is the error of the invocation, and the process goes on', async () => {
  const pool = functions.add(
    `export const handler = async (event) => { if (event.fail) throw new RangeError('too far'); return process.pid; };`,
  );
  const pid = await answer(pool);
  await expect(answer(pool, { fail: true })).rejects.toThrow('RangeError: too far');
  expect(await answer(pool)).toBe(pid);
});

test('a function that takes longer than its timeout is ended; the next event gets a new process', async () => {
  const pool = functions.add(
    `export const handler = (event) => event.hang ? new Promise(() => setInterval(() => {}, 1000)) : process.pid;`,
    { timeoutSeconds: 3 },
  );
  const pid = await answer(pool);
  await expect(answer(pool, { hang: true })).rejects.toThrow('Task timed out after 3.00 seconds');
  expect(await answer(pool)).not.toBe(pid);
});

test('a crash fails its event, is shown with the last lines of stderr, and the next event gets a new process', async () => {
  const pool = functions.add(
    `export const handler = (event) => {
       if (event.crash) { console.error('the last words'); setTimeout(() => process.exit(3), 50); return new Promise(() => {}); }
       return 'well'; };`,
  );
  await expect(answer(pool, { crash: true })).rejects.toThrow('Runtime exited with error: exit status 3');
  expect(functions.warnings.at(-1)).toContain('the last words');
  expect(functions.warnings.at(-1)).toContain('log.jsonl');
  expect(await answer(pool)).toBe('well');
});

test.each([
  ['an error while loading', `throw new Error('no table');`, 'no table'],
  ['no handler', 'export const other = 1;', 'index.handler is not a function'],
  ['a callback handler', 'export const handler = (event, context, callback) => callback();', 'takes a callback'],
])('%s fails the event that started the process', async (_, source, message) => {
  await expect(answer(functions.add(source))).rejects.toThrow(message);
});

test('log lines that are JSON stay as they are and others are wrapped', async () => {
  const pool = functions.add(
    `export const handler = async () => { console.log('{"level":"INFO"}'); console.log('plain {'); };`,
  );
  expect(await answer(pool)).toBeNull();
  const file = join(pool.definition.taskRoot, 'log.jsonl');
  const lines = () => readFileSync(file, 'utf8').trim().split('\n');
  await until(() => existsSync(file) && lines().length > 1);
  const log = lines();
  expect(log[0]).toBe('{"level":"INFO"}');
  expect(JSON.parse(log[1] ?? '')).toMatchObject({ message: 'plain {' });
});

test('an event or an answer beyond 6 MB is refused', async () => {
  const pool = functions.add(`export const handler = async (event) => 'x'.repeat(event.length);`);
  await expect(answer(pool, 'x'.repeat(7e6))).rejects.toThrow('RequestTooLargeException');
  await expect(answer(pool, { length: 7e6 })).rejects.toThrow('Function.ResponseSizeTooLarge');
});

const versionOf = (folder: string, version: string) => {
  const taskRoot = mkdtempSync(join(folder, 'task-'));
  writeFileSync(
    join(taskRoot, 'index.mjs'),
    `export const handler = async (event) => {
       if (event.wait) { console.log('under way'); while (!existsSync(event.wait)) await new Promise((go) => setTimeout(go, 20)); }
       return { version: ${JSON.stringify(version)}, pid: process.pid }; };
     import { existsSync } from 'node:fs';`,
  );
  return taskRoot;
};

test('new code gets every later event, those that waited too, and an event that is being worked on is finished by the old', async () => {
  const old = versionOf(functions.folder, 'old');
  const pool = functions.add('', { taskRoot: old, concurrency: 1 });
  const gate = join(functions.folder, 'gate');
  const working = answer(pool, { wait: gate });
  const waiting = answer(pool);
  while (pool.invocations === 0) await new Promise((resume) => setTimeout(resume, 20));
  pool.redefine({ ...pool.definition, taskRoot: versionOf(functions.folder, 'new') });
  expect(await waiting).toMatchObject({ version: 'new' });
  expect(await answer(pool)).toMatchObject({ version: 'new' });
  writeFileSync(gate, '');
  expect(await working).toMatchObject({ version: 'old' });
  while (pool.pids.length > 1) await new Promise((resume) => setTimeout(resume, 20));
});

test('an event whose process is still starting when the code is replaced is answered by the new code', async () => {
  const pool = functions.add('', { taskRoot: versionOf(functions.folder, 'old') });
  const starting = answer(pool);
  pool.redefine({ ...pool.definition, taskRoot: versionOf(functions.folder, 'new') });
  expect(await starting).toMatchObject({ version: 'new' });
});

test('a definition that its processes already fulfil keeps them', async () => {
  const pool = functions.add('', { taskRoot: versionOf(functions.folder, 'one') });
  const first = await answer(pool);
  pool.redefine({ ...pool.definition, taskRoot: versionOf(functions.folder, 'one') }, true);
  expect(await answer(pool)).toEqual(first);
});

test('stopping ends the processes and fails waiting events', async () => {
  const pool = functions.add(
    `export const handler = () => { console.log('under way'); return new Promise(() => setInterval(() => {}, 1000)); };`,
    { concurrency: 1 },
  );
  const log = join(pool.definition.taskRoot, 'log.jsonl');
  const underWay = () => existsSync(log) && readFileSync(log, 'utf8').includes('under way');
  const waiting = [answer(pool), answer(pool)].map((result) => result.catch((error: Error) => error.message));
  await until(underWay);
  await pool.stop();
  expect(await Promise.all(waiting)).toEqual([
    expect.stringContaining('Runtime.ExitError'),
    expect.stringContaining('stopping'),
  ]);
});
