import { type APIGatewayClient, GetDomainNameCommand } from '@aws-sdk/client-api-gateway';
import { type CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type CodeDeployClient, GetApplicationCommand } from '@aws-sdk/client-codedeploy';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetConfigurationSetCommand, GetEmailIdentityCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { paginateListTopics, type SNSClient } from '@aws-sdk/client-sns';
import type { Names, TakenName } from '../account.ts';
import type { NamedResource, NamedType } from '../named-resources.ts';
import { unlessMissing } from './unless-missing.ts';

export interface NameClients {
  readonly apiGateway: APIGatewayClient;
  readonly codeDeploy: CodeDeployClient;
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly secretsManager: SecretsManagerClient;
  readonly ses: SESv2Client;
  readonly sns: SNSClient;
}

type Found = TakenName | undefined;

const taken = async (id: string, answer: Promise<unknown>): Promise<Found> =>
  (await unlessMissing(answer)) === undefined ? undefined : { state: 'taken', id };

export class AwsNames implements Names {
  readonly #find: Readonly<Record<NamedType, (name: string) => Promise<Found>>>;

  constructor({ apiGateway, codeDeploy, dynamodb, lambda, logs, secretsManager, ses, sns }: NameClients) {
    const table = async (TableName: string): Promise<Found> => {
      const answer = await unlessMissing(dynamodb.send(new DescribeTableCommand({ TableName })));
      if (answer?.Table === undefined) return undefined;
      return { state: answer.Table.TableStatus === 'DELETING' ? 'being-deleted' : 'taken', id: TableName };
    };
    this.#find = {
      'AWS::ApiGateway::DomainName': (domainName) =>
        taken(domainName, apiGateway.send(new GetDomainNameCommand({ domainName }))),
      'AWS::CodeDeploy::Application': (applicationName) =>
        taken(applicationName, codeDeploy.send(new GetApplicationCommand({ applicationName }))),
      'AWS::DynamoDB::GlobalTable': table,
      'AWS::DynamoDB::Table': table,
      'AWS::Lambda::Function': (FunctionName) =>
        taken(FunctionName, lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))),
      'AWS::Logs::LogGroup': async (name) => {
        const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
        return logGroups.some(({ logGroupName }) => logGroupName === name) ? { state: 'taken', id: name } : undefined;
      },
      'AWS::SecretsManager::Secret': async (SecretId) => {
        const answer = await unlessMissing(secretsManager.send(new DescribeSecretCommand({ SecretId })));
        if (answer === undefined) return undefined;
        return {
          state: answer.DeletedDate === undefined ? 'taken' : 'being-deleted',
          id: answer.ARN ?? SecretId,
        };
      },
      'AWS::SES::ConfigurationSet': (ConfigurationSetName) =>
        taken(ConfigurationSetName, ses.send(new GetConfigurationSetCommand({ ConfigurationSetName }))),
      'AWS::SES::EmailIdentity': (EmailIdentity) =>
        taken(EmailIdentity, ses.send(new GetEmailIdentityCommand({ EmailIdentity }))),
      'AWS::SNS::Topic': async (name) => {
        for await (const { Topics = [] } of paginateListTopics({ client: sns }, {})) {
          const id = Topics.find(({ TopicArn }) => TopicArn?.endsWith(`:${name}`))?.TopicArn;
          if (id !== undefined) return { state: 'taken', id };
        }
        return undefined;
      },
    };
  }

  find({ type, name }: NamedResource): Promise<Found> {
    return this.#find[type](name);
  }
}
