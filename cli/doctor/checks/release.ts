import { commandLine } from '../../../lib/instructions.ts';
import { versionsOf } from '../../deploy/versions.ts';
import { about } from '../finding.ts';
import type { Check } from '../stage.ts';

const { ok, stop } = about('release');

/** Whether the aliases lead to the versions that the stack knows: after a rollback they do not. */
export const release: Check = async ({ settings, account, stack }) => {
  const held: string[] = [];
  for (const { functionName, version } of versionsOf(stack)) {
    const live = await account.capacity.liveVersion(functionName);
    if (live !== undefined && live !== version) held.push(functionName);
  }
  if (held.length === 0) return [ok(stack === undefined ? 'the first one' : 'the aliases lead to the last release')];
  return [
    stop(
      `${held.length} aliases lead to the version before (${held.join(', ')}), as ${commandLine('rollback')} leaves them, ` +
        'and CodeDeploy refuses to move them',
      `${commandLine('deploy', `--stage ${settings.stage} --now`)}, with a fix or the commit of the release before`,
    ),
  ];
};
