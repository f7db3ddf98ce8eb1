import { stackNameOf } from '../../../lib/stage-names.ts';
import { fileOfStage } from '../../../lib/settings/config-path.ts';
import { errorText } from '../../ops/error-text.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import type { Account, Stack } from '../account.ts';
import { about, type Finding } from '../finding.ts';
import { documentAt } from '../../../lib/instructions.ts';

/** The place that a deployment would go to, if there is one. */
export interface Place {
  readonly findings: readonly Finding[];
  readonly at?: { readonly accountId: string; readonly region: string; readonly partition: string };
}

/** Finds out whose credentials these are, and whether the stage belongs there. Nothing else is asked without them. */
export async function placeOf(settings: Settings, { identity }: Account): Promise<Place> {
  const region = settings.region ?? (await identity.region());
  if (region === undefined) return { findings: [missingRegion(settings)] };
  let caller: Awaited<ReturnType<typeof identity.caller>>;
  try {
    caller = await identity.caller();
  } catch (error) {
    const text = `AWS accepts no credentials: ${errorText(error)}`;
    return { findings: [about('credentials').stop(text, 'log in (aws sso login), or set AWS_PROFILE')] };
  }
  const findings = [
    about('credentials').ok(caller.arn),
    accountOf(settings, caller.account),
    about('region').ok(region + (settings.region === undefined ? ', because your profile says so' : '')),
  ];
  const [, partition = 'aws'] = caller.arn.split(':');
  return { findings, at: { accountId: caller.account, region, partition } };
}

const missingRegion = ({ stage }: Settings): Finding =>
  about('region').stop(
    'neither the stage nor your profile names one',
    `set region in ${fileOfStage(stage)}, or AWS_REGION`,
  );

function accountOf({ account, stage }: Settings, actual: string): Finding {
  const { ok, stop } = about('account');
  if (account === undefined) return ok(`${actual}; the stage names none`);
  if (account === actual) return ok(actual);
  return stop(
    `the stage belongs to ${account}, and these are credentials of ${actual}`,
    `set AWS_PROFILE to a profile of ${account}, or correct account in ${fileOfStage(stage)}`,
  );
}

/** Whether the CDK can deploy here at all. */
export function bootstrapOf(toolkit: Stack | undefined, at: { accountId: string; region: string }): Finding {
  const { ok, stop } = about('bootstrap');
  if (toolkit === undefined)
    return stop('the CDK has no bucket and no roles here', `npx cdk bootstrap aws://${at.accountId}/${at.region}`);
  return ok(toolkit.status);
}

/** States that CloudFormation leaves only with help. */
const STUCK: Readonly<Record<string, string>> = {
  ROLLBACK_FAILED: documentAt('guides/first-deployment.md#clean-up'),
  DELETE_FAILED: documentAt('guides/first-deployment.md#clean-up'),
  UPDATE_ROLLBACK_FAILED: 'aws cloudformation continue-update-rollback --stack-name ',
};

/** The command that returns when CloudFormation has ended what it does. */
function waitFor(status: string): string {
  const [kind = 'UPDATE'] = /ROLLBACK|^CREATE|^DELETE/.exec(status) ?? [];
  return `aws cloudformation wait stack-${kind.toLowerCase()}-complete`;
}

export function stackOf(stack: Stack | undefined, settings: Settings): Finding {
  const { ok, stop } = about('stack');
  const name = stackNameOf(settings.stage);
  if (stack === undefined) return ok(`${name} is not there yet`);
  const fix = STUCK[stack.status];
  if (fix !== undefined) return stop(`${name} is ${stack.status}`, fix.endsWith(' ') ? `${fix}${name}` : fix);
  if (stack.status.endsWith('_IN_PROGRESS'))
    return stop(
      `${name} is being changed (${stack.status})`,
      `${waitFor(stack.status)} --stack-name ${name}, then try again`,
    );
  if (stack.status === 'ROLLBACK_COMPLETE') return ok(`${name} is what a failed creation left; the CDK replaces it`);
  return ok(`${name}: ${stack.status}`);
}
