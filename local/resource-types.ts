import { ACCOUNT, arn, PARTITION, REGION } from './account.ts';

/** Values of `Ref` and `Fn::GetAtt` for a resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Reads one property of the resource as text; `undefined` where the template leaves it out. */
type ReadProperty = (property: string) => string | undefined;
type Identify = (logicalId: string, property: ReadProperty) => Identity;

const named =
  (nameProperty: string, attributes: (name: string) => Record<string, string>): Identify =>
  (logicalId, property) => {
    const name = property(nameProperty) ?? logicalId;
    return { ref: name, attributes: attributes(name) };
  };

const table = named('TableName', (name) => ({
  Arn: arn('dynamodb', `table/${name}`),
  StreamArn: arn('dynamodb', `table/${name}/stream/local`),
  TableId: name,
}));

/** The types that the laptop cloud acts on, with how their identity is made. */
const acted: Readonly<Record<string, Identify>> = {
  'AWS::Lambda::Function': named('FunctionName', (name) => ({ Arn: arn('lambda', `function:${name}`) })),
  // A laptop runs the newest code alone, whichever name it is called by.
  'AWS::Lambda::Version': (logicalId, property) => ({
    ref: arn('lambda', `function:${property('FunctionName') ?? logicalId}:1`),
    attributes: { Version: '1' },
  }),
  'AWS::Lambda::Alias': (logicalId, property) => ({
    ref: arn('lambda', `function:${property('FunctionName') ?? logicalId}:${property('Name')}`),
    attributes: {},
  }),
  'AWS::Lambda::EventSourceMapping': named('', (name) => ({
    Id: name,
    EventSourceMappingArn: arn('lambda', `event-source-mapping:${name}`),
  })),
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SecretsManager::Secret': named('Name', () => ({})),
  'AWS::SQS::Queue': (logicalId, property) => {
    const name = property('QueueName') ?? logicalId;
    const url = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;
    return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::ApiGateway::RestApi': (logicalId) => ({
    ref: logicalId,
    attributes: { RootResourceId: `${logicalId}/`, RestApiId: logicalId },
  }),
  'AWS::ApiGateway::Resource': named('', (name) => ({ ResourceId: name })),
  'AWS::ApiGateway::Method': named('', () => ({})),
  'AWS::ApiGateway::Deployment': named('', (name) => ({ DeploymentId: name })),
  'AWS::ApiGateway::Stage': named('StageName', () => ({})),
  'AWS::ApiGateway::GatewayResponse': named('', (name) => ({ Id: name })),
  'AWS::Events::Rule': named('Name', (name) => ({ Arn: arn('events', `rule/${name}`) })),
  'AWS::Lambda::EventInvokeConfig': named('', (name) => ({ Id: name })),
  'AWS::Logs::SubscriptionFilter': named('FilterName', () => ({})),
  'AWS::SES::ConfigurationSet': named('Name', () => ({})),
  'AWS::SES::ConfigurationSetEventDestination': named('', (name) => ({ Id: name })),
  'AWS::Scheduler::Schedule': named('Name', (name) => ({ Arn: arn('scheduler', `schedule/default/${name}`) })),
  'AWS::S3::Bucket': named('BucketName', (name) => ({
    Arn: `arn:${PARTITION}:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${REGION}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website-${REGION}.amazonaws.com`,
  })),
  'AWS::S3::BucketPolicy': named('', () => ({})),
  'AWS::CloudFront::Distribution': named('', (name) => ({ Id: name, DomainName: `${name.toLowerCase()}.invalid` })),
  'AWS::CloudFront::ResponseHeadersPolicy': named('', (name) => ({ Id: name })),
  'AWS::CloudFront::CachePolicy': named('', (name) => ({ Id: name })),
  'AWS::CloudFront::OriginRequestPolicy': named('', (name) => ({ Id: name })),
  'AWS::CloudFront::Function': (logicalId, property) => {
    const functionArn = `arn:${PARTITION}:cloudfront::${ACCOUNT}:function/${property('Name') ?? logicalId}`;
    return { ref: functionArn, attributes: { FunctionARN: functionArn } };
  },
  'Custom::CDKBucketDeployment': named('', () => ({})),
};

/**
 * Types that are understood and change nothing that a laptop can show: permissions, alarms, dashboards, log groups
 * (logs go to files), gradual releases, the firewall, keys at rest, the sending identity and CloudFront's access to
 * the bucket.
 */
const withoutLocalEffect: readonly string[] = [
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::DocumentationPart',
  'AWS::ApiGateway::DocumentationVersion',
  'AWS::ApiGateway::Model',
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupSelection',
  'AWS::Backup::BackupVault',
  'AWS::CDK::Metadata',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::CodeDeploy::Application',
  'AWS::CodeDeploy::DeploymentGroup',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogAnomalyDetector',
  'AWS::KinesisFirehose::DeliveryStream',
  'AWS::Logs::LogGroup',
  'AWS::Logs::LogStream',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SSM::Parameter',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::WAFv2::WebACL',
  'AWS::WAFv2::WebACLAssociation',
  'AWS::XRay::Group',
  'Custom::LogRetention',
  'Custom::S3AutoDeleteObjects',
  'Custom::SettingsRecord',
];

const NAME_PROPERTIES = ['RoleName', 'TopicName', 'LogGroupName', 'AlarmName', 'Name', 'EmailIdentity'];

/** A type without local effect is referred to all the same (a configuration set's name, a role's ARN). */
const inertIdentity =
  (type: string): Identify =>
  (logicalId, property) => {
    const name = NAME_PROPERTIES.map(property).find((value) => value !== undefined) ?? logicalId;
    const [, service = 'aws'] = type.toLowerCase().split('::');
    const made = arn(service, name);
    const attributes = new Proxy<Record<string, string>>(
      {},
      { get: (_, attribute) => (/arn$/i.test(String(attribute)) ? made : `${name}.${String(attribute)}`) },
    );
    return { ref: type === 'AWS::SNS::Topic' ? made : name, attributes };
  };

const identities: ReadonlyMap<string, Identify> = new Map([
  ...Object.entries(acted),
  ...withoutLocalEffect.map((type): [string, Identify] => [type, inertIdentity(type)]),
]);

/** Whether the laptop cloud knows what to do with resources of this type. */
export function isKnownType(type: string): boolean {
  return identities.has(type);
}

/** Makes the physical name and attributes that a deployment would have made; throws for a type that is not known. */
export function identify(type: string, logicalId: string, property: ReadProperty): Identity {
  const identity = identities.get(type);
  if (identity === undefined) throw new Error(`${logicalId}: the laptop cloud does not know the type ${type}`);
  return identity(logicalId, property);
}
