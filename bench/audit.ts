import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { table } from '../cli/ops/outcome.ts';
import type { Pepper } from '../functions/domain/digest.ts';
import { secretNames } from '../lib/stage-names.ts';
import { startSecretsManager } from '../local/emulators/secrets-manager.ts';
import { writeLongTrail } from './audit/long-trail.ts';
import { progress, runBench } from './run-bench.ts';

/**
 * Megabytes of V8's heap, with which each command runs. Without a limit V8 collects garbage late where a machine has
 * room, and the resident set says nothing of what the command needs. Short of memory it ends with an error.
 */
const HEAP = 160;

/** Largest resident set in megabytes that a command over any trail may have: the heap, the code and buffers. */
const MOST_MEMORY = 320;

const MONTH = '2026-10';
const START = new Date(`${MONTH}-01T00:00:00.000Z`);
const DAY = 86_400_000;

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly code: number | null;
  readonly last: string;
}

/** Runs a command, and reads its memory from the last line that the wrapper writes. */
function measure(args: readonly string[]): Promise<Measured> {
  const wrapper = `process.on('exit', () => process.stderr.write('\\nmaxRSS ' + process.resourceUsage().maxRSS + '\\n'));`;
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${HEAP}`,
      '--max-semi-space-size=8',
      '--import',
      `data:text/javascript,${encodeURIComponent(wrapper)}`,
      'bin/audit.ts',
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [err, last] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (last = `${last}${data.toString()}`.slice(-400)));
  child.stderr.on('data', (data: Buffer) => (err = `${err}${data.toString()}`.slice(-4000)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const [, kilobytes = '0'] = /maxRSS (\d+)/.exec(err) ?? [];
      if (code !== 0 && code !== 1) return reject(new Error(`audit ${args.join(' ')} ended with ${code}: ${err}`));
      const lines = last.trimEnd().split('\n');
      return resolve({
        seconds: (performance.now() - started) / 1000,
        megabytes: Number(kilobytes) / 1024,
        code,
        last: lines.at(-1) ?? '',
      });
    });
  });
}

await runBench({
  name: 'audit',
  question: 'How long do a question, verify and the report take over a long trail, and in how much memory?',
  fails: `a command needs more than ${HEAP} MB of heap, or takes more than ${MOST_MEMORY} MB`,
  options: {
    commands: { about: 'commands to measure', default: 'run,verify,report' },
    events: { about: 'events in the trail', default: 1_000_000, least: 1000, most: 10_000_000 },
  },
  async run({ events, commands }) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-audit-'));
    const secrets = await startSecretsManager({ port: 0, dataDir: folder });
    try {
      return await measured(events, commands.split(','), folder, secrets.url);
    } finally {
      await secrets.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

async function measured(events: number, chosen: readonly string[], folder: string, secretsManager: string) {
  const file = join(folder, 'trail.jsonl');
  progress('writing the trail …');
  writeLongTrail({ file, events, start: START, length: 30 * DAY, key: await newKey(secretsManager) });
  const endpoints = join(folder, 'endpoints.json');
  writeFileSync(endpoints, JSON.stringify({ dynamodb: secretsManager, secretsManager }));
  const period = ['--since', `${MONTH}-01`, '--until', `${MONTH}-31`];
  const place = ['--logs', file, '--endpoints', endpoints];
  const commands: readonly (readonly string[])[] = [
    ['run', 'guessing', ...period, ...place],
    ['run', 'volumes', ...period, ...place],
    ['run', 'funnel', ...period, ...place],
    ['verify', file, '--endpoints', endpoints],
    ['report', '--month', MONTH, '--out', join(folder, 'report.html'), ...place],
  ];
  const results: (Measured & { readonly command: string })[] = [];
  for (const args of commands.filter(([name = '']) => chosen.includes(name))) {
    const command = args.slice(0, args[0] === 'run' ? 2 : 1).join(' ');
    progress(`${command} …`);
    results.push({ command, ...(await measure(args)) });
  }
  progress('');
  const gigabytes = statSync(file).size / 1e9;
  console.log(`${events.toLocaleString('en-US')} events, ${gigabytes.toFixed(2)} GB\n`);
  const rows = results.map((row) => [
    row.command,
    row.seconds.toFixed(1),
    row.megabytes.toFixed(0),
    row.last.slice(0, 60),
  ]);
  console.log(table(['COMMAND', 'SECONDS', 'MB', 'LAST LINE'], rows));
  const broken = results
    .filter(({ megabytes }) => megabytes > MOST_MEMORY)
    .map(({ command, megabytes }) => `${command} took ${megabytes.toFixed(0)} MB, more than ${MOST_MEMORY}.`);
  return { results: { events, gigabytes, commands: results }, broken };
}

/** Creates the key of the MACs where `verify` reads it. */
async function newKey(endpoint: string): Promise<Pepper> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SecretsManagerClient({ region: 'us-east-1', credentials, endpoint });
  const SecretString = 'k'.repeat(64);
  try {
    const Name = secretNames('laptop').auditMac;
    const { VersionId: version = '' } = await client.send(new CreateSecretCommand({ Name, SecretString }));
    return { version, key: Buffer.from(SecretString) };
  } finally {
    client.destroy();
  }
}
