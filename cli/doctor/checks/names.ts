import { about, type Finding } from '../finding.ts';
import { type NamedResource, namedResourcesIn, type NamedType } from '../named-resources.ts';
import type { Check } from '../stage.ts';
import { documentAt } from '../../../lib/instructions.ts';

/** Names that the stack would take and that something else has already. */
export const names: Check = async ({ template, account, stack }) => {
  const own = stack?.resources ?? {};
  const wanted = namedResourcesIn(template).filter(({ id }) => own[id] === undefined);
  const found: Finding[] = [];
  for (const resource of wanted) {
    const state = await account.names.find(resource);
    if (state !== 'free') found.push(taken(resource, state));
  }
  if (found.length > 0) return found;
  return [about('names').ok(wanted.length === 0 ? 'all are the stack’s own' : `${wanted.length} new ones are free`)];
};

function taken(resource: NamedResource, state: 'taken' | 'being-deleted'): Finding {
  const { stop } = about('names');
  const what = `${KINDS[resource.type]} ${resource.name}`;
  if (state === 'being-deleted')
    return stop(`${what} is being deleted, and keeps its name until then`, waiting(resource));
  return stop(`${what} exists, and is not this stack’s`, fixOf(resource));
}

const waiting = ({ type, name }: NamedResource): string =>
  type === 'AWS::SecretsManager::Secret'
    ? `aws secretsmanager delete-secret --force-delete-without-recovery --secret-id ${name}, if nobody needs it`
    : 'wait until it is gone, and try again';

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

function fixOf({ type, name }: NamedResource): string {
  switch (type) {
    case 'AWS::SES::EmailIdentity':
      return `set senderIdentity to existing (${documentAt('guides/existing-resources.md')})`;
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return `if a stage before left it: aws dynamodb delete-table --table-name ${name}, or import it (cdk import)`;
    case 'AWS::SecretsManager::Secret':
      return `if a stage before left it: aws secretsmanager delete-secret --force-delete-without-recovery --secret-id ${name}`;
    case 'AWS::Logs::LogGroup':
      return `if a stage before left it: aws logs delete-log-group --log-group-name ${name}`;
    case 'AWS::Lambda::Function':
      return `if nobody needs it: aws lambda delete-function --function-name ${name}`;
    case 'AWS::ApiGateway::DomainName':
      return `aws apigateway delete-domain-name --domain-name ${name}, or another apiUrl`;
    default:
      return `${documentAt('guides/first-deployment.md#clean-up')}, or another name of the stage`;
  }
}
