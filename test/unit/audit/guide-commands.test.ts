import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { commands } from '../../../cli/audit/commands/index.ts';
import { parseArguments } from '../../../cli/ops/arguments.ts';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { secretNames } from '../../../lib/stage-names.ts';
import { startSecretsManager } from '../../../local/emulators/secrets-manager.ts';
import { pepperOf } from '../../../testkit/fakes/in-memory-peppers.ts';
import { CLIENT, temporaryFolder } from '../local/emulators/temporary-folder.ts';
import { CopiedArchive } from './command/archive.ts';
import { type Ran, runWith } from './command/run-with.ts';
import { RecordedRun } from './recorded-run.ts';

const page = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const guide = page('guides/audit-guide.md');
const runbook = page('guides/runbook.md');

const root = temporaryFolder();
const logs = join(root, 'logs');
const archive = new CopiedArchive(join(root, 'archive'));
const NOW = new Date('2026-11-30T20:00:00.000Z');
let server: Awaited<ReturnType<typeof startSecretsManager>>;
let endpoints = '';
let guessed: PublishedEvent;

/** A week with one incident, in log files and in an archive, with the keys in an emulator of Secrets Manager. */
beforeAll(async () => {
  const run = new RecordedRun();
  for (let day = 0; day < 7; day++) {
    await run.usualDay();
    run.pause(80_000);
  }
  const issued = await run.start(run.user());
  for (let guess = 0; guess < 5; guess++) await run.guess(issued, undefined);
  const events = await run.sealedEvents();
  const locked = events.find(({ event }) => event === 'otp_locked');
  if (locked === undefined) throw new Error('no code was locked');
  guessed = locked;
  mkdirSync(logs);
  writeFileSync(join(logs, 'trail.jsonl'), events.map((audit) => `${JSON.stringify({ audit })}\n`).join(''));
  await archive.take(events);

  server = await startSecretsManager({ port: 0, dataDir: root });
  const client = new SecretsManagerClient({ ...CLIENT, endpoint: server.url });
  const names = secretNames('laptop');
  await client.send(new CreateSecretCommand({ Name: names.auditSubject, SecretString: 's'.repeat(64) }));
  await client.send(new CreateSecretCommand({ Name: names.auditMac }));
  const key = { SecretId: names.auditMac, SecretString: pepperOf(1).key.toString('utf8'), ClientRequestToken: '1' };
  await client.send(new PutSecretValueCommand(key));
  client.destroy();
  endpoints = join(root, 'endpoints.json');
  writeFileSync(endpoints, JSON.stringify({ dynamodb: server.url, secretsManager: server.url, logs }));
});

afterAll(() => server.stop());

/** Command lines of a document, as they stand there, in their order. */
const commandsIn = (text: string): string[] =>
  [...text.replaceAll(/\\\n\s+/g, '').matchAll(/npm run audit -- ([^\n`#]+)/g)]
    .map(([, line]) => (line ?? '').trim())
    .filter(
      // A bare name in a sentence is no command line.
      (line) => line === 'list' || line.includes(' '),
    );

/** Needs a table, which a recorded run does not have: who.test.ts and test/e2e run it. */
const needsTable = (args: readonly string[]): boolean => args[0] === 'who' || args.includes('--table');

/** Runs a line as a reader would, with the names of this run in the places of the example. */
async function typed(line: string): Promise<Ran> {
  const [command = '', file] = line.replace(/ \| .*$/, '').split(' > ');
  const words = command.split(' ').filter((word) => word !== '');
  const args = words.flatMap((word, index) => {
    const before = words[index - 1];
    if (word === '--stage') return [];
    if (before === '--stage') return [];
    if (before === '--reference') return [guessed.reference ?? ''];
    if (before === '--digest') return [guessed.subject ?? ''];
    if (/^(events\.jsonl|report\.html)$/.test(word)) return [join(root, word)];
    if (word === 'archive') return [archive.folder];
    if (word === 'key.der') return [archive.keyFile];
    return [word];
  });
  if (needsTable(args)) {
    const [name = ''] = args;
    const known = commands.get(name);
    if (known === undefined) throw new Error(`there is no command ${name}`);
    parseArguments(known, { stage: { type: 'string' } }, args.slice(1));
    return { code: 0, out: '', err: '' };
  }
  const needsKeys = args.includes('--logs') || !['list', 'verify-archive'].includes(args[0] ?? '');
  const ran = await runWith([...args, ...(needsKeys ? ['--endpoints', endpoints] : [])], NOW);
  if (file !== undefined) writeFileSync(join(root, file), ran.out);
  return ran;
}

test.each([
  ['docs/guides/audit-guide.md', guide, 15],
  ['docs/guides/runbook.md', runbook, 10],
])('the commands of %s run one after the other', async (_name, text, least) => {
  const lines = commandsIn(text);
  expect(lines.length).toBeGreaterThanOrEqual(least);
  // The first example verifies a file that a later one writes.
  await typed('run events --since 2026-11-01 --format jsonl > events.jsonl');
  const failed: string[] = [];
  for (const line of lines) {
    const { code, err } = await typed(line);
    if (code > 1) failed.push(`${line}: ${err}`);
  }
  expect(failed).toEqual([]);
  expect(existsSync(join(root, 'events.jsonl'))).toBe(true);
});

test('the example of verify is its output over this week', async () => {
  await typed('run events --since 2026-11-01 --format jsonl > events.jsonl');
  const { code, out } = await typed('verify events.jsonl');
  expect(code).toBe(0);
  expect(guide).toContain(`\`\`\`text\n${out}\`\`\``);
});

test('the example of verify-archive is its output over this week', async () => {
  const line = commandsIn(guide).find((each) => each.startsWith('verify-archive') && each.includes('--until')) ?? '';
  const { code, out } = await typed(line);
  expect(code).toBe(0);
  expect(guide).toContain(`\`\`\`text\n${out}\`\`\``);
});
