import { parsed, UsageError } from '../../cli/deploy/options.ts';
import { runCommand } from './command.ts';
import { problemsOf, readFile } from './release.ts';

const HELP = `npm run release:check -- --tag vX.Y.Z     says whether this checkout is the release of a tag

The version must be the same in package.json, client/package.json and docs/reference/openapi.json, CHANGELOG.md must have
a section of it, and test/release/released.json must be of the version before. docs/guides/publishing.md has the steps.

Exit codes: 0 it is; 1 it is not; 2 wrong command line.`;

const OPTIONS = { tag: { type: 'string' }, help: { type: 'boolean', default: false } } as const;

function main(): number {
  const { tag, help } = parsed(process.argv.slice(2), OPTIONS);
  if (help) {
    console.log(HELP);
    return 0;
  }
  if (tag === undefined) throw new UsageError('--tag vX.Y.Z is missing');
  const problems = problemsOf(tag, readFile);
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log(`This is ${tag}.`);
  return problems.length === 0 ? 0 : 1;
}

runCommand(HELP, main);
