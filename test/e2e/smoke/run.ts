import { parseArgs } from 'node:util';
import { regionOf } from '../../../lib/settings/stages/index.ts';
import { readSmokeEndpoints, type SmokeEndpoints } from './endpoints.ts';
import type { MailAccount } from './mail.ts';
import { smokeTest } from './smoke.ts';

const HELP = `Checks from outside that a deployment works.

  npm run test:smoke -- --endpoints FILE [--stage X [--canary ID]] [--user ID --address ADDRESS] [--require-journey]

  --endpoints FILE    JSON: { "site", "api", "inbox"?, "recaptcha"?, "canary"?: { "userId", "address" } }
  --stage X           stage behind these addresses. With your AWS credentials the test then starts a reset for an account
                      whose address is SES's mailbox simulator, and waits for the recorded delivery of its mail
  --region NAME       region of the stage, instead of the one in its settings
  --canary ID         that account, with the address success@simulator.amazonses.com; the built-in directory needs
                      none, because the test adds the user smoke-test
  --user, --address   the canary account, instead of the one in the file; its password is changed
  --require-journey   fail if the whole journey cannot be run

The journey needs "inbox" and "recaptcha", which a driver offers (docs/guides/releases.md) to read the mail and pass the
captcha. Without them a line says NOT DRIVEN.

Exit codes: 0 all checks passed; 1 a check failed, or a required journey was not driven; 2 wrong usage; 3 all checks
passed, but nothing shows that a mail can be sent.`;

class UsageError extends Error {}

interface Options {
  readonly endpoints: SmokeEndpoints;
  readonly requireJourney: boolean;
  readonly stage?: string;
  readonly canary?: string;
  readonly region?: string;
}

function parse(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      endpoints: { type: 'string' },
      stage: { type: 'string' },
      canary: { type: 'string' },
      region: { type: 'string' },
      user: { type: 'string' },
      address: { type: 'string' },
      'require-journey': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const { endpoints: file, user: userId, address, stage, canary, region } = values;
  if (file === undefined) throw new UsageError('--endpoints FILE is missing');
  if ((userId === undefined) !== (address === undefined)) throw new UsageError('--user and --address go together');
  if (canary !== undefined && stage === undefined) throw new UsageError('--canary needs --stage');
  const endpoints = readSmokeEndpoints(file);
  return {
    endpoints:
      userId === undefined || address === undefined ? endpoints : { ...endpoints, canary: { userId, address } },
    requireJourney: values['require-journey'],
    ...(stage !== undefined && { stage }),
    ...(canary !== undefined && { canary }),
    ...(region !== undefined && { region }),
  };
}

/** Loads the SDK only where a mail is to be tested. */
async function mailOf(stage: string, account: MailAccount, region: string | undefined) {
  const { mailThroughAws } = await import('./mail.ts');
  return mailThroughAws(stage, account, region);
}

async function main(): Promise<number> {
  const options = parse(process.argv.slice(2));
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  const { endpoints, stage, canary, region } = options;
  const account = { site: endpoints.site, canary };
  const sendMail = stage === undefined ? undefined : await mailOf(stage, account, region ?? regionOf(stage));
  const { failed, journey, mail } = await smokeTest(endpoints, console.log, sendMail);
  if (failed > 0 || (options.requireJourney && journey === 'not-driven')) return 1;
  return mail === 'tested' ? 0 : 3;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  return 2;
});
