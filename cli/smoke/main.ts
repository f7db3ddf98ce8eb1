import { commandLine, documentAt } from '../../lib/instructions.ts';
import { SettingsError } from '../../lib/settings/settings-error.ts';
import { regionOf } from '../../lib/settings/stages/index.ts';
import { parsed, UsageError } from '../deploy/options.ts';
import { wrongUsage } from '../wrong-usage.ts';
import { parseEndpoints, readSmokeEndpoints, type SmokeEndpoints } from './endpoints.ts';
import { smokeTest } from './smoke.ts';

const HELP = `Checks from outside that a deployment works.

  ${commandLine('smoke', '--stage X [--canary ID] [--endpoints FILE] [--user ID --address ADDRESS] [--require-journey]')}

  --stage X           stage to check, by your AWS credentials. The test starts a reset for an account whose address is
                      SES's mailbox simulator, and waits for the recorded delivery of its mail
  --region NAME       region of the stage, instead of the one in its settings
  --canary ID         that account, with the address success@simulator.amazonses.com; the built-in directory needs
                      none, because the test adds the user smoke-test
  --endpoints FILE    JSON: { "site", "api", "inbox"?, "recaptcha"?, "canary"?: { "userId", "address" } }, instead of
                      the addresses that the stage has recorded
  --user, --address   the canary account, instead of the one in the file; its password is changed
  --require-journey   fail if the whole journey cannot be run

With --endpoints alone no credentials are needed, and no mail is sent. The journey needs "inbox" and "recaptcha", which a
driver offers (${documentAt('guides/releases.md')}) to read the mail and pass the captcha. Without them a line says NOT DRIVEN.

Exit codes: 0 all checks passed; 1 a check failed, or a required journey was not driven; 2 wrong usage; 3 all checks
passed, but nothing shows that a mail can be sent.`;

interface Options {
  /** Undefined where the stage is to tell its addresses. */
  readonly endpoints: SmokeEndpoints | undefined;
  readonly requireJourney: boolean;
  readonly stage?: string;
  readonly canary?: string;
  readonly region?: string;
}

const OPTIONS = {
  endpoints: { type: 'string' },
  stage: { type: 'string' },
  canary: { type: 'string' },
  region: { type: 'string' },
  user: { type: 'string' },
  address: { type: 'string' },
  'require-journey': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function parse(args: string[]): Options | 'help' {
  const values = parsed(args, OPTIONS);
  if (values.help) return 'help';
  const { endpoints: file, user: userId, address, stage, canary, region } = values;
  if (file === undefined && stage === undefined) throw new UsageError('--stage X is missing, or --endpoints FILE');
  if ((userId === undefined) !== (address === undefined)) throw new UsageError('--user and --address go together');
  if (userId !== undefined && file === undefined) throw new UsageError('--user needs --endpoints');
  if (canary !== undefined && stage === undefined) throw new UsageError('--canary needs --stage');
  const given = userId === undefined || address === undefined ? {} : { canary: { userId, address } };
  return {
    endpoints: file === undefined ? undefined : { ...readSmokeEndpoints(file), ...given },
    requireJourney: values['require-journey'],
    ...(stage !== undefined && { stage }),
    ...(canary !== undefined && { canary }),
    ...(region !== undefined && { region }),
  };
}

/** Finds what a stage needs of AWS. Loads the SDK only where there is a stage. */
async function throughAws({ stage = '', canary, region = regionOf(stage), endpoints }: Options) {
  const { addressesOf, mailThroughAws } = await import('./mail.ts');
  const known = endpoints ?? parseEndpoints(await addressesOf(stage, region), `The stage ${stage}`);
  return { known, sendMail: mailThroughAws(stage, { site: known.site, canary }, region) };
}

/** Returns the exit code. */
async function test(endpoints: SmokeEndpoints, options: Options, sendMail?: () => Promise<void>): Promise<number> {
  const { failed, journey, mail } = await smokeTest(endpoints, console.log, sendMail);
  if (failed > 0 || (options.requireJourney && journey === 'not-driven')) return 1;
  return mail === 'tested' ? 0 : 3;
}

async function main(): Promise<number> {
  const options = parse(process.argv.slice(2));
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  const { stage, endpoints } = options;
  if (stage === undefined && endpoints !== undefined) return test(endpoints, options);
  try {
    const { known, sendMail } = await throughAws(options);
    return await test(known, options, sendMail);
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    const { errorText, isMissingRegion } = await import('../ops/error-text.ts');
    const ownOption = isMissingRegion(error) ? '; or give --region' : '';
    console.error(`The stage ${stage} could not be asked for its addresses: ${errorText(error)}${ownOption}`);
    return 1;
  }
}

process.exitCode = await main().catch((error: unknown) => {
  if (error instanceof SettingsError) console.error(error.message);
  else console.error(error instanceof Error ? wrongUsage(error) : String(error));
  return 2;
});
