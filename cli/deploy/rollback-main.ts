import { placeOfStages } from '../../lib/settings/config-path.ts';
import { commandLine, documentAt } from '../../lib/instructions.ts';
import { settingsOfStage } from '../../lib/settings/stages/index.ts';
import { usageMessage } from '../wrong-usage.ts';
import { isYes } from './answer.ts';
import { parsed, UsageError } from './options.ts';
import { rollBackStage } from './rollback-stage.ts';

const HELP = `Takes the last release of a stage back, at once and although alarms ring.

  ${commandLine('rollback', '--stage X [--yes]')}

  --stage X   stage to roll back, one of ${placeOfStages()}
  --yes       do not ask; needed where there is no terminal
  --help      show this help

While a release is being shifted, it stops the shift, and CloudFormation takes the rest back. Afterwards it leads the
calls of each function that the release changed to the version before. Tables, secrets and logs are not touched.
${documentAt('guides/releases.md')} says what comes next, and which rights the
command needs.

Exit codes: 0 rolled back; 1 failed, or only a part; 2 wrong command line; 3 declined; 4 nothing to move back.`;

const OPTIONS = {
  stage: { type: 'string' },
  yes: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<number> {
  const { stage, yes, help } = parsed(process.argv.slice(2), OPTIONS);
  if (help) {
    console.log(HELP);
    return 0;
  }
  if (stage === undefined) throw new UsageError('--stage X is missing');
  const { region } = settingsOfStage(stage);
  if (!yes && !process.stdin.isTTY) throw new UsageError('There is no terminal to ask on. Use --yes');
  const { awsReleasing } = await import('./aws-releasing.ts');
  const ask = yes ? () => Promise.resolve(true) : isYes;
  return rollBackStage(stage, awsReleasing(stage, region), { ask, print: console.log });
}

process.exitCode = await main().catch(async (error: unknown) => {
  const message = usageMessage(error);
  if (message !== undefined) {
    console.error(message);
    return 2;
  }
  const { errorText } = await import('../ops/error-text.ts');
  console.error(errorText(error, documentAt('guides/releases.md')));
  return 1;
});
