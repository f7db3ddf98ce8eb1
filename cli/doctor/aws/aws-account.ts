import { ACMClient } from '@aws-sdk/client-acm';
import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Route53Client } from '@aws-sdk/client-route-53';
import { DescribeSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Account, Identity, Secrets, Topics } from '../account.ts';
import { AwsCapacity } from './capacity.ts';
import { AwsCertificates } from './certificates.ts';
import { AwsDns } from './dns.ts';
import { AwsMailService } from './mail-service.ts';
import { AwsNames } from './names.ts';
import { AwsStacks } from './stacks.ts';
import { unlessMissing } from './unless-missing.ts';

/** Retries and timeouts (milliseconds) of the clients: a person waits. */
const CALLS = { maxAttempts: 3, requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 } };

/** The account of the credentials of the environment. Endpoints follow AWS's own variables (`AWS_ENDPOINT_URL`). */
export function awsAccount(region: string | undefined): Account {
  const options = { ...CALLS, ...(region !== undefined && { region }) };
  const apiGateway = new APIGatewayClient(options);
  const lambda = new LambdaClient(options);
  const secretsManager = new SecretsManagerClient(options);
  const ses = new SESv2Client(options);
  const sns = new SNSClient(options);
  return {
    identity: new AwsIdentity(new STSClient(options)),
    stacks: new AwsStacks(new CloudFormationClient(options)),
    mail: new AwsMailService(ses),
    certificates: new AwsCertificates((other) => new ACMClient({ ...CALLS, region: other })),
    capacity: new AwsCapacity(lambda),
    gateway: {
      async logRole() {
        const { cloudwatchRoleArn } = await apiGateway.send(new GetAccountCommand({}));
        return cloudwatchRoleArn;
      },
    },
    names: new AwsNames({
      apiGateway,
      lambda,
      secretsManager,
      ses,
      sns,
      codeDeploy: new CodeDeployClient(options),
      dynamodb: new DynamoDBClient(options),
      logs: new CloudWatchLogsClient(options),
    }),
    secrets: new AwsSecrets(secretsManager),
    topics: new AwsTopics(sns),
    dns: new AwsDns(new Route53Client(options)),
  };
}

class AwsIdentity implements Identity {
  readonly #client: STSClient;

  constructor(client: STSClient) {
    this.#client = client;
  }

  async caller() {
    const { Account: account, Arn: arn } = await this.#client.send(new GetCallerIdentityCommand({}));
    if (account === undefined || arn === undefined) throw new Error('STS returned no caller');
    return { account, arn };
  }

  async region(): Promise<string | undefined> {
    try {
      return await this.#client.config.region();
    } catch {
      return undefined;
    }
  }
}

class AwsSecrets implements Secrets {
  readonly #client: SecretsManagerClient;

  constructor(client: SecretsManagerClient) {
    this.#client = client;
  }

  /** A second version exists once a value was put; the first one is CloudFormation's. */
  async find(SecretId: string) {
    const answer = await unlessMissing(this.#client.send(new DescribeSecretCommand({ SecretId })));
    if (answer === undefined || answer.DeletedDate !== undefined) return undefined;
    return { filled: Object.keys(answer.VersionIdsToStages ?? {}).length > 1 };
  }

  async put(SecretId: string, SecretString: string) {
    await this.#client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  }
}

class AwsTopics implements Topics {
  readonly #client: SNSClient;

  constructor(client: SNSClient) {
    this.#client = client;
  }

  async subscribers(TopicArn: string) {
    let [confirmed, pending] = [0, 0];
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
      { client: this.#client },
      { TopicArn },
    )) {
      for (const { SubscriptionArn } of Subscriptions) {
        if (SubscriptionArn?.startsWith('arn:') === true) confirmed += 1;
        else pending += 1;
      }
    }
    return { confirmed, pending };
  }
}
