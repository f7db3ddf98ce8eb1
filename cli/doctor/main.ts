import { placeOfStages } from '../../lib/settings/config-path.ts';
import { commandLine, documentAt } from '../../lib/instructions.ts';
import { refusePlaceholders } from '../../lib/settings/placeholders.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { settingsOfStage } from '../../lib/settings/stages/index.ts';
import { usageMessage } from '../wrong-usage.ts';
import { parsed, UsageError } from '../deploy/options.ts';
import { diagnose } from './diagnose.ts';
import { reportOf, stops } from './finding.ts';

const HELP = `Looks at everything in your AWS account that a deployment of a stage depends on. It changes nothing.

  ${commandLine('doctor', '--stage X [--json]')}

  --stage X   stage to look at, one of ${placeOfStages()}
  --json      print { "stops", "findings": [{ "subject", "state", "text", "fix"? }] }
  --help      show this help

Each line is ok, a warning (it deploys, and something will not work for users or operators) or a STOP (the deployment
would fail, or go to the wrong place), with the one command, setting or page that fixes it.
It uses your AWS credentials (AWS_PROFILE …). ${documentAt('guides/first-deployment.md')}
lists the rights that it needs.

Exit codes: 0 nothing stops a deployment; 1 something does; 2 wrong command line or settings.`;

const OPTIONS = {
  stage: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function parse(args: string[]): { settings: Settings; json: boolean } | 'help' {
  const values = parsed(args, OPTIONS);
  if (values.help) return 'help';
  const { stage } = values;
  if (stage === undefined) throw new UsageError('--stage X is missing');
  const settings = settingsOfStage(stage);
  refusePlaceholders(settings);
  return { settings, json: values.json };
}

async function main(): Promise<number> {
  const options = parse(process.argv.slice(2));
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  const { settings, json } = options;
  // The SDK and the CDK take seconds to load; a wrong command line is answered at once.
  const { awsAccount } = await import('./aws/aws-account.ts');
  const template = async () => (await import('./synthesized-template.ts')).synthesizedTemplate(settings);
  const findings = await diagnose({ settings, template }, awsAccount(settings.region));
  const stopped = stops(findings);
  console.log(json ? JSON.stringify({ stops: stopped, findings }, null, 2) : reportOf(findings).join('\n'));
  return stopped ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  const message = usageMessage(error);
  if (message === undefined) throw error;
  console.error(message);
  return 2;
});
