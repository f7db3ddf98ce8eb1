import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startCloud } from '../../../local/cloud.ts';
import { LAPTOP_DIRECTORIES } from '../../../local/directories.ts';
import { freePortBase } from '../../../local/ports.ts';
import { hasSlapd, SlapdMissing } from '../../../local/emulators/slapd.ts';
import type { Capability } from '../../../testkit/deployment/endpoints.ts';
import { type Counts, countedJest, sumOf } from '../../jest.ts';
import { sharedSynthesis } from '../cloud/shared-assembly.ts';

/**
 * Runs the journey and the attacks that reach the directory, on a separate laptop cloud with the emulator of each
 * directory. `npm test` runs all of them with the built-in directory. The tests that need an OpenLDAP server run here
 * too, because `npm test` needs only Node.
 *
 * `npm run test:directories -- ldap` runs the tests of one directory.
 */

/** Capabilities that each directory lacks. Tests that need one are skipped, and a line says so. */
const LACKS: { readonly [Name in keyof typeof LAPTOP_DIRECTORIES]: readonly Capability[] } = {
  // No function that answers uses the directory (test/infra/directories.test.ts), so a slow directory cannot show.
  cognito: ['log-in', 'several-addresses', 'table-delay'],
  webhook: ['log-in', 'table-delay'],
  ldap: ['log-in', 'other-states', 'sessions', 'table-delay'],
};

const PARTS = [
  ['--testPathPatterns=test/e2e/journey/journey'],
  [
    '--testPathPatterns=test/e2e/attacks/(abuse|binding|enumeration|guessing|races)',
    String.raw`--testNamePattern=(^|\s)(1|5|16b?|17|19|20|32)\. `,
  ],
];

const FOLDER = resolve('.directories-test');

/** Runs Jest quietly; the cloud is in this process, so it may not be held up. */
const runTests = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Counts> =>
  countedJest(args, join(FOLDER, 'jest.json'), { environment, quiet: true });

async function testDirectory(name: keyof typeof LAPTOP_DIRECTORIES): Promise<Counts[]> {
  console.log(`\nThe directory ${name}`);
  const dataDir = join(FOLDER, name);
  const portBase = await freePortBase();
  const cloud = await startCloud({
    dataDir,
    portBase,
    fresh: true,
    users: 300,
    settings: { directory: name },
    synthesize: sharedSynthesis,
  });
  try {
    const endpoints = join(dataDir, 'endpoints-of-tests.json');
    writeFileSync(endpoints, JSON.stringify({ ...cloud.endpoints, lacks: LACKS[name] }));
    const counts: Counts[] = [];
    for (const args of PARTS)
      counts.push(await runTests(['--selectProjects', 'cloud', 'slow-cloud', ...args], { ENDPOINTS: endpoints }));
    return counts;
  } finally {
    await cloud.stop();
  }
}

mkdirSync(FOLDER, { recursive: true });
rmSync(join(FOLDER, 'results.json'), { force: true });
const counts: Counts[] = [];
const names = process.argv.slice(2);
const wanted = (name: string) => names.length === 0 || names.includes(name);
let missing = 0;
if (wanted('ldap') && hasSlapd()) {
  console.log('\nThe cases for every directory and the certificates, over an OpenLDAP server');
  counts.push(await runTests(['--config=test/e2e/directories/jest.config.mjs']));
} else if (wanted('ldap')) {
  console.log(`\nNOT TESTED: the directory ldap. ${new SlapdMissing().message}`);
  if (process.env['CI'] === 'true') missing = 1;
}
for (const name of Object.keys(LAPTOP_DIRECTORIES) as (keyof typeof LAPTOP_DIRECTORIES)[]) {
  if (wanted(name) && (name !== 'ldap' || hasSlapd())) counts.push(...(await testDirectory(name)));
}
const { passed, failed } = sumOf([...counts, { passed: 0, failed: missing }]);
writeFileSync(join(FOLDER, 'results.json'), JSON.stringify({ numPassedTests: passed, numFailedTests: failed }));
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
