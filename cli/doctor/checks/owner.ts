import { commandLine } from '../../../lib/instructions.ts';
import { stackNameOf } from '../../../lib/stage-names.ts';
import { about, type Finding } from '../finding.ts';
import { namedResourcesIn } from '../named-resources.ts';
import type { Stage } from '../stage.ts';

/**
 * Returns the finding that ends the doctor's look where another stack has a table of the stage: the stage is a
 * construct in an app of its own, which has its own stack.
 */
export async function ownerOf({ template, account, settings, stack }: Stage): Promise<Finding | undefined> {
  if (stack !== undefined) return undefined;
  for (const resource of namedResourcesIn(template).filter(({ type }) => type.startsWith('AWS::DynamoDB::'))) {
    const taken = await account.names.find(resource);
    const owner = taken && (await account.stacks.ownerOf(taken.id));
    if (owner !== undefined && owner !== stackNameOf(settings.stage))
      return about('stack').stop(
        `the table ${resource.name} belongs to the stack ${owner}: this stage is a construct in an app of yours`,
        `deploy it with that app (npx cdk diff ${owner} shows what changes); ${commandLine('doctor')} and ` +
          `${commandLine('deploy')} are for stages that deploy makes`,
      );
  }
  return undefined;
}
