import { type APIGatewayClient, GetDomainNameCommand } from '@aws-sdk/client-api-gateway';
import { type CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type CodeDeployClient, GetApplicationCommand } from '@aws-sdk/client-codedeploy';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetConfigurationSetCommand, GetEmailIdentityCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { paginateListTopics, type SNSClient } from '@aws-sdk/client-sns';
import type { Names } from '../account.ts';
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

type State = 'free' | 'taken' | 'being-deleted';

const taken = async (answer: Promise<unknown>): Promise<State> =>
  (await unlessMissing(answer)) === undefined ? 'free' : 'taken';

export class AwsNames implements Names {
  readonly #find: Readonly<Record<NamedType, (name: string) => Promise<State>>>;

  constructor({ apiGateway, codeDeploy, dynamodb, lambda, logs, secretsManager, ses, sns }: NameClients) {
    const table = async (TableName: string): Promise<State> => {
      const answer = await unlessMissing(dynamodb.send(new DescribeTableCommand({ TableName })));
      if (answer?.Table === undefined) return 'free';
      return answer.Table.TableStatus === 'DELETING' ? 'being-deleted' : 'taken';
    };
    this.#find = {
      'AWS::ApiGateway::DomainName': (domainName) => taken(apiGateway.send(new GetDomainNameCommand({ domainName }))),
      'AWS::CodeDeploy::Application': (applicationName) =>
        taken(codeDeploy.send(new GetApplicationCommand({ applicationName }))),
      'AWS::DynamoDB::GlobalTable': table,
      'AWS::DynamoDB::Table': table,
      'AWS::Lambda::Function': (FunctionName) =>
        taken(lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))),
      'AWS::Logs::LogGroup': async (name) => {
        const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
        return logGroups.some(({ logGroupName }) => logGroupName === name) ? 'taken' : 'free';
      },
      'AWS::SecretsManager::Secret': async (SecretId) => {
        const answer = await unlessMissing(secretsManager.send(new DescribeSecretCommand({ SecretId })));
        if (answer === undefined) return 'free';
        return answer.DeletedDate === undefined ? 'taken' : 'being-deleted';
      },
      'AWS::SES::ConfigurationSet': (ConfigurationSetName) =>
        taken(ses.send(new GetConfigurationSetCommand({ ConfigurationSetName }))),
      'AWS::SES::EmailIdentity': (EmailIdentity) => taken(ses.send(new GetEmailIdentityCommand({ EmailIdentity }))),
      'AWS::SNS::Topic': async (name) => {
        for await (const { Topics = [] } of paginateListTopics({ client: sns }, {})) {
          if (Topics.some(({ TopicArn }) => TopicArn?.endsWith(`:${name}`))) return 'taken';
        }
        return 'free';
      },
    };
  }

  find({ type, name }: NamedResource): Promise<State> {
    return this.#find[type](name);
  }
}
