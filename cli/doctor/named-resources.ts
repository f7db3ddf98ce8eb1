import type { CheckedTemplate } from '../../lib/limits/template.ts';

/** Types with a name that is unique in an account and region, and the property that holds it. */
const NAMES = {
  'AWS::ApiGateway::DomainName': 'DomainName',
  'AWS::CodeDeploy::Application': 'ApplicationName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::SNS::Topic': 'TopicName',
} as const;

export type NamedType = keyof typeof NAMES;

export interface NamedResource {
  /** ID in the template. */
  readonly id: string;
  readonly type: NamedType;
  readonly name: string;
}

const isNamed = (type: string): type is NamedType => Object.hasOwn(NAMES, type);

/** Returns the resources of a template whose names another resource of the account could have. */
export const namedResourcesIn = ({ Resources }: CheckedTemplate): NamedResource[] =>
  Object.entries(Resources).flatMap(([id, { Type: type, Properties = {} }]) => {
    if (!isNamed(type)) return [];
    const name = Properties[NAMES[type]];
    return typeof name === 'string' ? [{ id, type, name }] : [];
  });
