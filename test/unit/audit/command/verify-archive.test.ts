import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { temporaryFolder } from '../../local/emulators/temporary-folder.ts';
import { RecordedRun } from '../recorded-run.ts';
import { CopiedArchive, KEY } from './archive.ts';
import { type Ran, runWith } from './run-with.ts';

const root = temporaryFolder();
const archive = new CopiedArchive(join(root, 'archive'));
const NOW = new Date('2026-11-25T12:00:00.000Z');
let copies = 0;

/** Two usual days, and codes that someone guesses, in the archive. */
beforeAll(async () => {
  const run = new RecordedRun();
  for (let day = 0; day < 2; day++) {
    await run.usualDay();
    run.pause(40_000);
  }
  const issued = await run.start(run.user());
  for (let guess = 0; guess < 6; guess++) await run.guess(issued, undefined);
  await archive.take(await run.sealedEvents());
});

/** Returns a copy of the archive, for a tampering. */
function copied(): string {
  const folder = join(root, `copy-${(copies += 1)}`);
  cpSync(archive.folder, folder, { recursive: true });
  return folder;
}

const verified = (folder: string, ...args: readonly string[]): Promise<Ran> =>
  runWith(['verify-archive', folder, '--public-key', archive.keyFile, ...args], NOW);

const middle = <T>(all: readonly T[]): T => {
  const one = all[Math.floor(all.length / 2)];
  if (one === undefined) throw new Error('there is none');
  return one;
};

test('an untouched copy is whole from its beginning to its last digest, by the public key alone', async () => {
  const { code, out, err } = await verified(archive.folder);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^\d+ digests, \d+ files, 0 findings\n/);
  const until = archive.digests.at(-1)?.signed.digest.until;
  expect(out).toContain(`Whole from the beginning of the archive to ${until}.`);
  expect(out).toContain('whether the copy should go beyond');
});

test('a PEM and a key by its ARN are the same key; JSON has the same verdict', async () => {
  const { out } = await runWith(['verify-archive', archive.folder, '--public-key', `${KEY}=${archive.keyFile}`], NOW);
  expect(out).toContain('0 findings');
  const json = await verified(archive.folder, '--format', 'json');
  expect(JSON.parse(json.out)).toMatchObject({ findings: [], digests: archive.digests.length });
});

test.each<[string, (folder: string) => void, string]>([
  ['deletes a file', (folder) => rmSync(join(folder, middle(archive.files))), 'missing'],
  ['empties a file', (folder) => writeFileSync(join(folder, middle(archive.files)), ''), 'altered'],
  ['packs a file again', (folder) => writeFileSync(join(folder, middle(archive.files)), gzipSync('{}')), 'altered'],
  [
    'adds a file',
    (folder) => writeFileSync(join(folder, `${middle(archive.files.slice(0, 2))}.gz`), gzipSync('{}')),
    'unlisted',
  ],
  ['deletes a digest', (folder) => rmSync(join(folder, middle(archive.digests).name)), 'out-of-order'],
  ['cuts a digest', (folder) => writeFileSync(join(folder, middle(archive.digests).name), '{"digest":{'), 'forged'],
  [
    'edits a digest',
    (folder) => {
      const file = join(folder, middle(archive.digests).name);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"until":"2026/, '"until":"2027'));
    },
    'forged',
  ],
])('finds who %s', async (_does, tamper, finding) => {
  const folder = copied();
  tamper(folder);
  const { code, out } = await verified(folder);
  expect(code).toBe(1);
  expect(out).toMatch(new RegExp(`^${finding} `, 'm'));
  expect(out).toContain('Nothing is shown to be whole: there are findings.');
});

test('finds who cuts off the end, where the time of the copy is given', async () => {
  const folder = copied();
  const until = `${archive.digests.at(-1)?.signed.digest.until}`;
  for (const { name } of archive.digests.slice(-6)) rmSync(join(folder, name));
  for (const name of archive.files.slice(-6)) rmSync(join(folder, name), { force: true });
  expect((await verified(archive.folder, '--until', until)).code).toBe(0);
  const { code, out } = await verified(folder, '--until', until);
  expect(code).toBe(1);
  expect(out).toMatch(/^missing +digests\/ +the last digest ends at /m);
});

test('a beginning whose lock has ended is not missing, where the years of the lock are given', async () => {
  const folder = copied();
  for (const { name, signed } of archive.digests.slice(0, 3)) {
    rmSync(join(folder, name));
    for (const { name: file } of signed.digest.objects) rmSync(join(folder, file));
  }
  expect((await verified(folder)).code).toBe(1);
  const later = new Date(Date.parse(`${archive.digests[4]?.signed.digest.from}`) + 3 * 365 * 86_400_000);
  const args = ['verify-archive', folder, '--public-key', archive.keyFile, '--years', '3'];
  const { code, out } = await runWith(args, later);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(' 0 findings') });
  expect(out).toContain(`Whole from ${archive.digests[3]?.signed.digest.from} to `);
  // A day earlier nothing of it may be gone.
  expect((await runWith(args, new Date(later.getTime() - 86_400_000))).code).toBe(1);
});

test('the key of someone else makes every digest a forgery', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = join(root, 'stranger.pem');
  writeFileSync(file, publicKey.export({ format: 'pem', type: 'spki' }));
  const { code, out } = await runWith(['verify-archive', archive.folder, '--public-key', file], NOW);
  expect(code).toBe(1);
  expect(out).toContain(`${archive.digests.length} findings`);
});

describe('a wrong command line', () => {
  const empty = join(root, 'empty');
  beforeAll(() => mkdirSync(join(empty, 'digests'), { recursive: true }));

  test.each<[string, () => readonly string[], string]>([
    ['no key', () => [archive.folder], '--public-key: is missing'],
    ['a missing key', () => [archive.folder, '--public-key', '/nowhere'], '--public-key: must be a file'],
    ['a folder without digests', () => [root, '--public-key', archive.keyFile], 'FOLDER: has no folder digests/'],
    ['an empty folder', () => [empty, '--public-key', archive.keyFile], 'FOLDER: has no file below digests/'],
    ['a wrong number', () => [archive.folder, '--public-key', archive.keyFile, '--years', '0'], '--years: must be'],
    ['a wrong instant', () => [archive.folder, '--public-key', archive.keyFile, '--until', '1d'], '--until: must be'],
  ])('with %s ends with 2', async (_what, args, message) => {
    expect(await runWith(['verify-archive', ...args()], NOW)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(message),
    });
  });
});

describe('questions over the archive', () => {
  const ask = (logs: string, ...args: readonly string[]) => runWith([...args, '--logs', logs], NOW);
  const rowsOf = (out: string) => (JSON.parse(out) as { rows: unknown[] }).rows;

  test('have the same answers as over the log files, and the report too', async () => {
    const flat = join(root, 'flat');
    const { out } = await ask(archive.folder, 'run', 'events', '--format', 'jsonl');
    mkdirSync(flat);
    writeFileSync(join(flat, 'trail.jsonl'), out);
    for (const name of ['guessing', 'funnel', 'volumes', 'controls', 'orders', 'time-to-change']) {
      const [archived, logged] = await Promise.all(
        [archive.folder, flat].map((logs) => ask(logs, 'run', name, '--format', 'json')),
      );
      expect(rowsOf(archived?.out ?? '').length).toBeGreaterThan(0);
      expect(rowsOf(archived?.out ?? '')).toEqual(rowsOf(logged?.out ?? ''));
      expect(archived?.code).toBe(logged?.code);
    }
    const report = await ask(archive.folder, 'report', '--month', '2026-11');
    expect(report.out).toContain('guessing: 1 hit');
  });

  test.each<[string, (folder: string) => void, number, string]>([
    ['cut off', (folder) => cut(join(folder, middle(archive.files))), 3, 'was not read'],
    ['empty', (folder) => writeFileSync(join(folder, middle(archive.files)), ''), 3, 'it is empty'],
    ['no event', (folder) => writeFileSync(join(folder, middle(archive.files)), 'x\n'), 1, '1 line was not read'],
  ])('never say "Nothing found" with 0 where a file is %s', async (_what, tamper, code, message) => {
    const folder = copied();
    tamper(folder);
    const ran = await ask(folder, 'run', 'spraying');
    expect(ran).toMatchObject({ code, err: expect.stringContaining(message) });
  });

  test('an empty folder, and one without an event, are wrong', async () => {
    const empty = join(root, 'nothing');
    mkdirSync(empty);
    expect(await ask(empty, 'run', 'spraying')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--logs: has no file'),
    });
    writeFileSync(join(empty, 'verify-otp.jsonl'), '{"level":"INFO"}\n');
    expect(await ask(empty, 'run', 'spraying')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no audit event'),
    });
  });

  test('a period without any line is not answered with "Nothing found"', async () => {
    const ran = await ask(archive.folder, 'run', 'spraying', '--since', '2026-10-01', '--until', '2026-10-02');
    expect(ran).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was read.') });
    expect(ran.err).toContain('the trail has no line in this period');
  });
});

function cut(file: string): void {
  const content = readFileSync(file);
  writeFileSync(file, content.subarray(0, content.length - 20));
}
