import { documentAt } from '../../../lib/instructions.ts';
import type { NamedResource } from '../named-resources.ts';

/** Returns how to free the name of a resource that no stack has: first the command that shows what is lost with it. */
export function deletionOf({ type, name }: NamedResource): string {
  switch (type) {
    case 'AWS::SES::EmailIdentity':
      return `set senderIdentity to existing (${documentAt('guides/existing-resources.md')})`;
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return (
        looking(`aws dynamodb scan --table-name ${name} --select COUNT --query Count`, 'the number of items') +
        `aws dynamodb delete-table --table-name ${name}, or import it (cdk import)`
      );
    case 'AWS::SecretsManager::Secret':
      return (
        looking(`aws secretsmanager describe-secret --secret-id ${name} --query LastAccessedDate`, 'the last use') +
        `aws secretsmanager delete-secret --force-delete-without-recovery --secret-id ${name}`
      );
    case 'AWS::Logs::LogGroup':
      return (
        looking(
          `aws logs describe-log-streams --log-group-name ${name} --query "logStreams[*].lastEventTimestamp"`,
          'the times of its last events',
        ) + `aws logs delete-log-group --log-group-name ${name}`
      );
    case 'AWS::Lambda::Function':
      return (
        looking(`aws logs tail /aws/lambda/${name} --since 30d`, 'what it did in 30 days') +
        `aws lambda delete-function --function-name ${name}`
      );
    case 'AWS::ApiGateway::DomainName':
      return (
        looking(`aws apigateway get-base-path-mappings --domain-name ${name}`, 'the APIs behind it') +
        `aws apigateway delete-domain-name --domain-name ${name}, or another apiUrl`
      );
    default:
      return `${documentAt('guides/first-deployment.md#clean-up')}, or another name of the stage`;
  }
}

const looking = (command: string, shows: string): string =>
  `look first (${shows}): ${command}; if a stage before left it and nobody needs it: `;
