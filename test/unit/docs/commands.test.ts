import { readFileSync } from 'node:fs';
import { run as runAudit } from '../../../cli/audit/commands/run.ts';
import { parseOptions } from '../../../cli/deploy/options.ts';
import { pageOf, repositoryFiles } from '../../../docs/site/sources.ts';
import { REPOSITORY } from '../../../docs/site/reference/documents.ts';
import { runWith } from '../ops/run-with.ts';

/** Documents whose commands are to be typed as they are. The reference shows their usage, with its brackets. */
const guides = repositoryFiles().filter((file) => pageOf(file) !== undefined && file !== 'docs/reference/commands.md');

/** A command line of a guide, without comments, redirections and pipes. */
interface Line {
  readonly file: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** Words of a command line of a shell; a quoted text is one word. */
const wordsOf = (line: string): string[] =>
  Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? '');

function linesOf(file: string): Line[] {
  const blocks = readFileSync(new URL(file, REPOSITORY), 'utf8').matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm);
  return Array.from(blocks, ([, block = '']) => block.replaceAll(/\\\n/g, ' ').split('\n'))
    .flat()
    .flatMap((line) => {
      const [, program = '', rest] = /^\s*(?:time )?npm run (ops|audit|deploy) -- ([^#>|]*)/.exec(line) ?? [];
      return rest === undefined ? [] : [{ file, program, args: wordsOf(rest) }];
    });
}

const lines = guides.flatMap(linesOf);

test('the guides have commands of every program', () => {
  expect(new Set(lines.map(({ program }) => program))).toEqual(new Set(['ops', 'audit', 'deploy']));
  expect(lines.length).toBeGreaterThan(50);
});

/** Exit code of a command line that names its command and options correctly, and is not carried out. */
async function codeOf({ program, args }: Line): Promise<number> {
  if (program === 'ops') return (await runWith([...args, '--help'])).code;
  if (program === 'audit') {
    const silent = { out: () => undefined, err: () => undefined };
    return runAudit([...args, '--help'], silent);
  }
  const stage = args.map((arg) => (/^(X|prod|staging)$/.test(arg) ? 'dev' : arg));
  return parseOptions(stage) === 'help' ? 1 : 0;
}

test.each(lines.map((line) => [`${line.file}: npm run ${line.program} -- ${line.args.join(' ')}`, line] as const))(
  '%s',
  async (_, line) => {
    expect(await codeOf(line)).toBe(0);
  },
);

test('an option that does not exist is noticed', async () => {
  expect(await codeOf({ file: '', program: 'ops', args: ['users', 'list', '--all'] })).toBe(2);
});
