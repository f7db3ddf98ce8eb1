import { parseArgs } from 'node:util';
import { readSmokeEndpoints, type SmokeEndpoints } from './endpoints.ts';
import { smokeTest } from './smoke.ts';

const HELP = `Checks from outside that a deployment works.

  npm run test:smoke -- --endpoints FILE [--user ID --address ADDRESS] [--require-journey]

  --endpoints FILE    JSON: { "site", "api", "inbox"?, "recaptcha"?, "canary"?: { "userId", "address" } }
  --user, --address   the canary account, instead of the one in the file; its password is changed
  --require-journey   fail if the whole journey cannot be run

The journey needs "inbox" and "recaptcha", which a driver offers (docs/guides/releases.md) to read the mail and pass the
captcha. Without them a line says NOT DRIVEN.

Exit codes: 0 all checks passed; 1 a check failed, or a required journey was not driven; 2 wrong usage.`;

class UsageError extends Error {}

function parse(args: string[]): { endpoints: SmokeEndpoints; requireJourney: boolean } | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      endpoints: { type: 'string' },
      user: { type: 'string' },
      address: { type: 'string' },
      'require-journey': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const { endpoints: file, user: userId, address } = values;
  if (file === undefined) throw new UsageError('--endpoints FILE is missing');
  if ((userId === undefined) !== (address === undefined)) throw new UsageError('--user and --address go together');
  const endpoints = readSmokeEndpoints(file);
  return {
    endpoints:
      userId === undefined || address === undefined ? endpoints : { ...endpoints, canary: { userId, address } },
    requireJourney: values['require-journey'],
  };
}

async function main(): Promise<number> {
  const options = parse(process.argv.slice(2));
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  const { failed, journey } = await smokeTest(options.endpoints, console.log);
  return failed > 0 || (options.requireJourney && journey === 'not-driven') ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  return 2;
});
