import { stackNameOf } from '../../../lib/stage-names.ts';
import { errorText } from '../../ops/error-text.ts';
import type { TakenName } from '../account.ts';
import { about, type Finding } from '../finding.ts';
import { type NamedResource, namedResourcesIn, type NamedType } from '../named-resources.ts';
import type { Check, Stage } from '../stage.ts';
import { documentAt } from '../../../lib/instructions.ts';
import { deletionOf } from './deletion.ts';

const { ok, stop } = about('names');

/** Names that the stack would take and that something else has already. */
export const names: Check = async (stage) => {
  const own = stage.stack?.resources ?? {};
  const wanted = namedResourcesIn(stage.template).filter(({ id }) => own[id] === undefined);
  const found: Finding[] = [];
  for (const resource of wanted) {
    const taken = await stage.account.names.find(resource);
    if (taken !== undefined) found.push(await taking(stage, resource, taken));
  }
  if (found.length > 0) return found;
  return [ok(wanted.length === 0 ? 'all are the stack’s own' : `${wanted.length} new ones are free`)];
};

/** Names no command that deletes before it is known that no stack has the resource: its data may be in use. */
async function taking({ account, settings }: Stage, resource: NamedResource, taken: TakenName): Promise<Finding> {
  const what = `${KINDS[resource.type]} ${resource.name}`;
  let owner: string | undefined;
  try {
    owner = await account.stacks.ownerOf(taken.id);
  } catch (error) {
    return stop(
      `${what} exists, and whether a stack has it could not be looked at: ${errorText(error)}`,
      `use credentials that may do cloudformation:DescribeStackResources (${documentAt('guides/first-deployment.md')})`,
    );
  }
  const own = stackNameOf(settings.stage);
  if (owner === own)
    return stop(
      `${what} is in this stack under another ID`,
      `deploy the version that made it (${documentAt('guides/construct.md#upgrade')})`,
    );
  if (owner !== undefined) return stop(`${what} belongs to the stack ${owner}`, besides(resource));
  if (taken.state === 'being-deleted')
    return stop(
      `${what} is being deleted, and keeps its name until then`,
      resource.type === 'AWS::SecretsManager::Secret' ? deletionOf(resource) : 'wait until it is gone, and try again',
    );
  return stop(`${what} exists, and is in no stack`, deletionOf(resource));
}

const KINDS: Readonly<Record<NamedType, string>> = {
  'AWS::ApiGateway::DomainName': 'the domain name of an API',
  'AWS::CodeDeploy::Application': 'the CodeDeploy application',
  'AWS::DynamoDB::GlobalTable': 'the table',
  'AWS::DynamoDB::Table': 'the table',
  'AWS::Lambda::Function': 'the function',
  'AWS::Logs::LogGroup': 'the log group',
  'AWS::SecretsManager::Secret': 'the secret',
  'AWS::SES::ConfigurationSet': 'the configuration set',
  'AWS::SES::EmailIdentity': 'the SES identity',
  'AWS::SNS::Topic': 'the topic',
};

/** How to deploy beside a stack that has the name. */
function besides({ type }: NamedResource): string {
  switch (type) {
    case 'AWS::SES::EmailIdentity':
      return `set senderIdentity to existing (${documentAt('guides/existing-resources.md')})`;
    case 'AWS::ApiGateway::DomainName':
      return 'choose another apiUrl';
    default:
      return 'choose another name for the stage';
  }
}
