import { App, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Queue } from 'aws-cdk-lib/aws-sqs';

/** Subscribes the program to the default bus: `npx cdk deploy --app 'node stack.ts' -c stage=prod` */
const app = new App();
const stage = String(app.node.tryGetContext('stage') ?? 'prod');
const stack = new Stack(app, 'CrmSubscriber');

const table = new Table(stack, 'Contacts', {
  partitionKey: { name: 'subject', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
});
const note = new NodejsFunction(stack, 'Note', {
  entry: new URL('handler.ts', import.meta.url).pathname,
  runtime: Runtime.NODEJS_24_X,
  environment: { TABLE: table.tableName },
  timeout: Duration.seconds(10),
});
table.grant(note, 'dynamodb:UpdateItem');
new Rule(stack, 'Changed', {
  eventBus: EventBus.fromEventBusName(stack, 'Bus', 'default'),
  eventPattern: { source: [`password-reset.${stage}`], detailType: ['password_changed'] },
  targets: [new LambdaFunction(note, { deadLetterQueue: new Queue(stack, 'Failures'), retryAttempts: 185 })],
});
