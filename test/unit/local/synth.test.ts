import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../local/synth.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synth-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An app that only records its input. */
function app(source: string): string {
  const path = join(folder, 'app.mjs');
  writeFileSync(path, source);
  return path;
}

const RECORDING = `import { mkdirSync, writeFileSync, existsSync, readFileSync } from 'node:fs';
const out = process.env.CDK_OUTDIR;
mkdirSync(out, { recursive: true });
const runs = ${'`${out}/../runs`'};
writeFileSync(runs, String(Number(existsSync(runs) ? readFileSync(runs, 'utf8') : 0) + 1));
writeFileSync(out + '/context.json', process.env.CDK_CONTEXT_JSON);
console.error('Bundling …');`;

test('the app gets the context of cdk.json with the overrides laid over it', async () => {
  const reported: string[] = [];
  const outdir = await synthesize({
    dataDir: folder,
    app: app(RECORDING),
    context: { stage: 'laptop', otpDigits: '6' },
    report: (line) => reported.push(line),
  });
  const context: unknown = JSON.parse(readFileSync(join(outdir, 'context.json'), 'utf8'));
  expect(context).toMatchObject({ stage: 'laptop', otpDigits: '6', '@aws-cdk/aws-iam:minimizePolicies': true });
  expect(reported).toContain('Bundling …');
});

test('an assembly is used again until a setting changes', async () => {
  const options = { dataDir: folder, app: app(RECORDING) };
  const runs = () => readFileSync(join(folder, 'runs'), 'utf8');
  await synthesize({ ...options, context: { otpDigits: '6' } });
  await synthesize({ ...options, context: { otpDigits: '6' } });
  expect(runs()).toBe('1');
  await synthesize({ ...options, context: { otpDigits: '7' } });
  expect(runs()).toBe('2');
});

test.each([
  ['an uncaught error', `throw new Error('otpDigits: too many')`],
  ['a message and a status', `console.error('otpDigits: too many'); process.exit(1)`],
])('%s of the app is shown without its stack, and is not taken for an assembly', async (_, source) => {
  const failing = { dataDir: folder, app: app(source), context: {} };
  const error: unknown = await synthesize(failing).catch((reason: unknown) => reason);
  expect(String(error)).toContain('otpDigits: too many');
  expect(String(error)).toContain('synth.log');
  expect(String(error)).not.toContain(' at ');
  await expect(synthesize(failing)).rejects.toThrow('cannot be synthesized');
});

test('cancelling ends the app and its child processes', async () => {
  const pids = join(folder, 'pids');
  const hanging = app(`import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';
    const child = spawn('sleep', ['60']);
    writeFileSync(${JSON.stringify(pids)}, process.pid + ' ' + child.pid);
    console.log('started');`);
  const giveUp = new AbortController();
  const report = (line: string) => line === 'started' && giveUp.abort(new Error('enough'));
  const synth = synthesize({ dataDir: folder, app: hanging, context: {}, signal: giveUp.signal, report });
  await expect(synth).rejects.toThrow('enough');
  await new Promise((resume) => setTimeout(resume, 100));
  for (const pid of readFileSync(pids, 'utf8').split(' ')) {
    expect(isRunning(Number(pid))).toBe(false);
  }
});

/** A process that has ended but that nobody waited for is not running. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
