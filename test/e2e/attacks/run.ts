import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { jest } from '../../jest.ts';

const HELP = `Runs the attack suite against a deployment.

  npm run test:attacks -- --endpoints FILE [--full]

  --endpoints FILE   the deployment's endpoints.json: { "site", "api", "inbox", "recaptcha", "dynamodb"?, "logs"? }
  --full             the full numbers (10,000 user IDs), which take minutes

A deployment that names no "dynamodb" or "logs" is attacked over HTTP only; a line names each test that did not look
inside.`;

const { values } = parseArgs({
  options: { endpoints: { type: 'string' }, full: { type: 'boolean' }, help: { type: 'boolean' } },
});

if (values.help === true) {
  console.log(HELP);
  process.exit(0);
}
if (values.endpoints === undefined || !existsSync(values.endpoints)) {
  console.error(`--endpoints ${values.endpoints ?? ''}: there is no such file.\n\n${HELP}`);
  process.exit(2);
}

process.exitCode = await jest(['--selectProjects', 'cloud', 'slow-cloud', '--testPathPatterns=test/e2e/attacks'], {
  environment: { ENDPOINTS: resolve(values.endpoints), FULL: String(values.full === true) },
});
