import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsed, UsageError } from '../../cli/deploy/options.ts';
import { checkOut, missing } from './checkout.ts';
import { runCommand } from './command.ts';
import { ROOT } from './release.ts';
import { RELEASED, type Released } from './released.ts';
import { type Resources, statefulIn } from './stateful.ts';

const HELP = `npm run release:record -- --revision vX.Y.Z [--out FILE]     records what a release has that no other may lose

Makes the templates of a revision, and writes the tables, secrets, logs, buckets, keys, queues, topics and addresses in
them to ${RELEASED}, or to FILE. Tests compare each commit with it, and upgrade a
deployed stack from that revision. Run it after a release: docs/guides/publishing.md.

Exit codes: 0 done; 1 the revision cannot be had; 2 wrong command line.`;

const OPTIONS = {
  revision: { type: 'string' },
  out: { type: 'string', default: join(ROOT, RELEASED) },
  help: { type: 'boolean', default: false },
} as const;

const STAGE = 'prod';

const loginUrl = 'https://www.example.org/';

/** Settings with which the stage has every resource that holds something. */
const RECORDED: readonly Released['templates'][number]['settings'][] = [
  { accessLogs: 'true', eventBus: 'default' },
  { directory: 'webhook', webhookUrl: 'https://www.example.org/users', loginUrl },
  {
    directory: 'ldap',
    ldapKind: 'rfc3062',
    ldapUrls: 'ldaps://directory.example.org',
    ldapBindDn: 'cn=password-reset,dc=example,dc=org',
    ldapBaseDn: 'ou=people,dc=example,dc=org',
    loginUrl,
  },
];

/** Makes the template of the stage in a checkout, without functions and pages. */
function templateIn(checkout: string, settings: Readonly<Record<string, string>>) {
  const assembly = mkdtempSync(join(tmpdir(), 'assembly-'));
  const { context } = JSON.parse(readFileSync(join(checkout, 'cdk.json'), 'utf8')) as { context: object };
  const given = { ...context, 'aws:cdk:bundling-stacks': [], placeholders: 'allowed', stage: STAGE, ...settings };
  const env = { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(given) };
  try {
    execFileSync(process.execPath, ['bin/app.ts'], { cwd: checkout, env, stdio: 'pipe' });
    const file = join(assembly, `PasswordReset-${STAGE}.template.json`);
    return JSON.parse(readFileSync(file, 'utf8')) as { readonly Resources: Resources };
  } finally {
    rmSync(assembly, { recursive: true });
  }
}

function record(revision: string): Released {
  const checkout = mkdtempSync(join(tmpdir(), 'released-'));
  try {
    checkOut(revision, checkout);
    const recorded = new Set<string>();
    const templates = RECORDED.map((settings) => {
      const held = Object.entries(statefulIn(templateIn(checkout, settings))).filter(([id]) => !recorded.has(id));
      for (const [id] of held) recorded.add(id);
      return { stage: STAGE, settings, resources: Object.fromEntries(held) };
    });
    return { revision, accepted: {}, templates };
  } finally {
    rmSync(checkout, { recursive: true });
  }
}

function main(): number {
  const { revision, out, help } = parsed(process.argv.slice(2), OPTIONS);
  if (help) {
    console.log(HELP);
    return 0;
  }
  if (revision === undefined) throw new UsageError('--revision vX.Y.Z is missing');
  const reason = missing(revision);
  if (reason !== undefined) {
    console.error(reason);
    return 1;
  }
  writeFileSync(out, `${JSON.stringify(record(revision), null, 2)}\n`);
  return 0;
}

runCommand(HELP, main);
