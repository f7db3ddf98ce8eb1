import { parseArgs } from 'node:util';
import { problemsOf, readFile } from './release.ts';

const HELP = `npm run release:check -- --tag vX.Y.Z     says whether this checkout is the release of a tag

The version must be the same in package.json, client/package.json and docs/reference/openapi.json, and CHANGELOG.md must
have a section of it. docs/guides/publishing.md has the steps.

Exit codes: 0 it is; 1 it is not; 2 wrong command line.`;

const { values } = parseArgs({ options: { tag: { type: 'string' }, help: { type: 'boolean', default: false } } });
if (values.help) console.log(HELP);
else if (values.tag === undefined) {
  console.error(`--tag vX.Y.Z is missing\n\n${HELP}`);
  process.exitCode = 2;
} else {
  const problems = problemsOf(values.tag, readFile);
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log(`This is ${values.tag}.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
