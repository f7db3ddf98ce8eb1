import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './local/emulators/temporary-folder.ts';

const folder = temporaryFolder();

/** Imports that a layer may not make, by a file of the layer. */
const FORBIDDEN: readonly [file: string, imported: string][] = [
  ['functions/start-reset.ts', './adapters/dynamodb/reset-store.ts'],
  ['functions/start-reset.ts', '../lib/stage-names.ts'],
  ['functions/domain/one.ts', '../ports.ts'],
  ['functions/domain/one.ts', '@aws-sdk/client-ses'],
  ['functions/domain/one.ts', 'bcryptjs'],
  ['functions/domain/one.ts', 'zod'],
  ['functions/ports/one.ts', '../use-cases/log-in.ts'],
  ['functions/ports/one.ts', '../adapters/dynamodb/reset-store.ts'],
  ['functions/ports/one.ts', '@aws-sdk/client-ses'],
  ['functions/use-cases/one.ts', '../adapters/dynamodb/reset-store.ts'],
  ['functions/http/one.ts', '../adapters/dynamodb/reset-store.ts'],
  ['functions/http/one.ts', '../runtime/clients.ts'],
  ['functions/triggers/one.ts', '../runtime/environment.ts'],
  ['functions/adapters/dynamodb/one.ts', '../../use-cases/log-in.ts'],
  ['functions/adapters/dynamodb/one.ts', '../../operations/log-in.ts'],
  ['functions/adapters/dynamodb/one.ts', '../../runtime/clients.ts'],
  ['functions/mail/one.ts', '../adapters/ses/mailer.ts'],
  ['functions/operations/one.ts', '../adapters/ses/mailer.ts'],
  ['functions/runtime/one.ts', '../use-cases/log-in.ts'],
  ['lib/constructs/one.ts', '../../functions/use-cases/log-in.ts'],
  ['lib/constructs/one.ts', '../../functions/domain/reset-steps.ts'],
  ['lib/constructs/one.ts', '../../functions/ports/login.ts'],
  ['lib/constructs/one.ts', '../../functions/mail/html.ts'],
  ['lib/constructs/one.ts', '../../cli/ops/orders.ts'],
  ['lib/constructs/one.ts', '../../cli/audit/trail.ts'],
  ['lib/constructs/one.ts', '../../web/app.tsx'],
  ['bin/one.ts', '../functions/log-in.ts'],
  ['cli/audit/queries/one.ts', '../../../functions/domain/audit-event.ts'],
  ['cli/audit/report/one.ts', '@aws-sdk/client-ses'],
  ['cli/ops/one.ts', '../../local/start.ts'],
  ['web/one.ts', '../functions/use-cases/log-in.ts'],
  ['web/one.ts', '../functions/domain/reset-steps.ts'],
];

/** Imports that look like forbidden ones. */
const ALLOWED: readonly [file: string, imported: string][] = [
  ['functions/domain/one.ts', './moment.ts'],
  ['functions/domain/one.ts', 'node:crypto'],
  ['functions/domain/one.ts', 'zod/mini'],
  ['functions/ports.ts', './ports/login.ts'],
  ['functions/ports/one.ts', '../domain/moment.ts'],
  ['functions/ports/one.ts', './login.ts'],
  ['functions/triggers/one.ts', '../runtime/telemetry.ts'],
  ['functions/http/one.ts', '../runtime/metrics.ts'],
  ['functions/triggers/one.ts', '../runtime/error-facts.ts'],
  ['functions/adapters/captcha/one.ts', '../../operations/fields.ts'],
  ['lib/constructs/one.ts', '../../functions/domain/languages.ts'],
  ['lib/constructs/one.ts', '../../functions/mail/texts/own-texts.ts'],
  ['lib/constructs/one.ts', '../../cli/audit/queries/index.ts'],
  ['lib/constructs/one.ts', '../../cli/audit/athena.ts'],
  ['lib/constructs/one.ts', '../../web/paths.ts'],
  ['lib/constructs/one.ts', '../../web/messages/en.ts'],
  ['cli/audit/report/one.ts', '../../../functions/mail/html.ts'],
  ['web/one.ts', '../functions/domain/password-rules.ts'],
];

/** Runs the linter on one file for each import. Returns the imports that it refuses, as `file imported`. */
function refused(imports: readonly [file: string, imported: string][]): string[] {
  copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
  const files = imports.map(([file, imported], index): [string, string] => {
    const numbered = file === 'functions/ports.ts' ? file : file.replace(/(\w[\w-]*)\.ts$/, `$1-${index}.ts`);
    mkdirSync(dirname(join(folder, numbered)), { recursive: true });
    writeFileSync(join(folder, numbered), `import { one } from '${imported}';\nexport const two = one;\n`);
    return [numbered, `${file} ${imported}`];
  });
  const { stdout } = spawnSync(join(process.cwd(), 'node_modules/.bin/oxlint'), ['--format', 'json', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  const found = diagnostics
    .filter(({ code }) => code.includes('no-restricted-imports'))
    .map(({ filename }) => filename);
  return files.filter(([file]) => found.some((name) => name.endsWith(file))).map(([, text]) => text);
}

const texts = (imports: typeof FORBIDDEN) => imports.map((each) => each.join(' '));

// The linter drops a pattern that it cannot read, such as one with a look-ahead, without a word.
test('the linter enforces the import rules of ARCHITECTURE.md', () => {
  expect(refused([...FORBIDDEN, ...ALLOWED])).toEqual(texts(FORBIDDEN));
  expect(refused([['lib/constructs/one.ts', '../../functions/domain/imported-hash.ts']])).toHaveLength(1);
});
