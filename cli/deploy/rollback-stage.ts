import { inPackage } from '../../lib/build/root.ts';
import { commandLine } from '../../lib/instructions.ts';
import { errorText } from '../ops/error-text.ts';
import { carryOut, type Plan, planRollback, type Releasing } from './rollback.ts';

/** Results of a rollback, as exit codes of the command. */
export const ROLLBACK = { done: 0, failed: 1, declined: 3, nothing: 4 } as const;

interface Terminal {
  readonly ask: (question: string) => Promise<boolean>;
  readonly print: (line: string) => void;
}

/** Shows the way back from the last release of a stage, asks, and takes it. */
export async function rollBackStage(
  stage: string,
  releasing: Releasing,
  { ask, print }: Terminal,
): Promise<(typeof ROLLBACK)[keyof typeof ROLLBACK]> {
  const getBefore = inPackage
    ? 'install the version of serverless-password-reset before, and:'
    : 'check out the commit of the release before, and: npm ci &&';
  const deployBefore = `${getBefore} ${commandLine('deploy', `--stage ${stage} --now`)}`;
  const plan = await planRollback(releasing);
  if (plan.kind === 'nothing') {
    print(`Nothing to move back: ${plan.reason}.\nTo go back all the same, ${deployBefore}`);
    return ROLLBACK.nothing;
  }
  for (const line of linesOf(plan)) print(line);
  if (!(await ask('Roll back?'))) {
    print('Nothing was changed.');
    return ROLLBACK.declined;
  }
  const failed = await carryOut(plan, releasing);
  for (const { what, error } of failed) print(`  FAILED  ${what}: ${errorText(error)}`);
  print(
    plan.kind === 'stop'
      ? 'Stopped. CloudFormation now takes the rest of the release back by itself.'
      : `Rolled back. The template does not know it, so next ${deployBefore}\n` +
          'A fix goes out by the same command. CodeDeploy refuses every deployment without --now until then.',
  );
  return failed.length > 0 ? ROLLBACK.failed : ROLLBACK.done;
}

function linesOf(plan: Exclude<Plan, { kind: 'nothing' }>): string[] {
  if (plan.kind === 'stop') return [`${plan.shifts.length} shifts are running; they would be stopped:`, ...plan.shifts];
  return [
    `${plan.moves.length} functions would go back:`,
    ...plan.moves.map(({ functionName, from, to }) => `  ${functionName}  ${from} → ${to}`),
  ];
}
