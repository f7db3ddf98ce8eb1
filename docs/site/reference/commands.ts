import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as audit from '../../../cli/audit/commands/index.ts';
import * as ops from '../../../cli/ops/commands.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Commands without subcommands, in the order in which somebody needs them, by the file that starts. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'npm start': 'local/start.ts',
  'npm run doctor': 'bin/doctor.ts',
  'npm run deploy': 'bin/deploy.ts',
  'npm run rollback': 'bin/rollback.ts',
  'npm run test:smoke': 'bin/smoke.ts',
  'npm run test:attacks': 'test/e2e/attacks/run.ts',
  'npm run price': 'bench/price.ts',
  'npx serverless-password-reset': 'bin/serverless-password-reset.ts',
  'npx serverless-password-reset init': 'cli/init/main.ts',
};

/** Commands of a program, by their names. */
interface Suite<Command> {
  readonly commands: ReadonlyMap<string, Command>;
  readonly overview: () => string;
  readonly helpOf: (name: string, command: Command) => string;
}

const fenced = (text: string): string => `\`\`\`text\n${text.trim()}\n\`\`\`\n`;

async function helpOf(file: string): Promise<string> {
  const { stdout } = await run(process.execPath, [file, '--help'], { cwd: root });
  return stdout;
}

/** Sections of a program with subcommands. The options of every command stand in its overview only. */
function sectionsOf<Command>(name: string, { commands, overview, helpOf: help }: Suite<Command>): string[] {
  const all = overview();
  const common = all.slice(all.indexOf('\nOptions of every command'));
  return [
    `## ${name}\n`,
    fenced(all),
    ...Array.from(
      commands,
      ([command, it]) => `### ${name} -- ${command}\n\n${fenced(help(command, it).replace(common, ''))}`,
    ),
  ];
}

/** Returns the page of all commands: their own help texts. */
export async function commandsPage(): Promise<string> {
  const programs = await Promise.all(
    Object.entries(PROGRAMS).map(async ([name, file]) => `## ${name}\n\n${fenced(await helpOf(file))}`),
  );
  return [HEAD, ...programs, ...sectionsOf('npm run ops', ops), ...sectionsOf('npm run audit', audit)].join('\n');
}

const HEAD = `# Commands

The help texts of the commands, as \`--help\` prints them. [Operations](../guides/operations.md) and the [guide for
auditors](../guides/audit-guide.md) explain them by task.

\`npm run reference\` makes this page.
`;
