/**
 * Resources of a template that hold what a deployment cannot make again: data, keys, subscriptions and addresses. A
 * release must keep each under its logical ID and its name.
 */

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export type Resources = Readonly<Record<string, Resource>>;

/** Properties by type whose change makes CloudFormation make another resource, or another value of a secret. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::RestApi': [],
  'AWS::CloudFront::Distribution': [],
  'AWS::DynamoDB::Table': ['KeySchema', 'LocalSecondaryIndexes', 'TableName'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::S3::Bucket': ['BucketName', 'ObjectLockEnabled'],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
  'AWS::SNS::Topic': ['FifoTopic', 'TopicName'],
  'AWS::SQS::Queue': ['FifoQueue', 'QueueName'],
  'AWS::SecretsManager::Secret': ['GenerateSecretString', 'Name'],
};

/** Returns whether resources of a type hold what a deployment cannot make again. */
export const isStateful = (type: string): boolean => Object.hasOwn(FIXED, type);

const POLICIES = ['DeletionPolicy', 'UpdateReplacePolicy'] as const;

/** Returns the resources that hold something, with what a release must keep of them, in the order of their IDs. */
export function statefulIn(template: { readonly Resources: Resources }): Resources {
  const held = Object.entries(template.Resources).filter(([, { Type }]) => isStateful(Type));
  return Object.fromEntries(
    held.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([id, it]) => [id, kept(it)]),
  );
}

function kept({ Type, DeletionPolicy, UpdateReplacePolicy, Properties = {} }: Resource): Resource {
  const fixed = (FIXED[Type] ?? []).filter((name) => Properties[name] !== undefined);
  return {
    Type,
    ...(DeletionPolicy !== undefined && { DeletionPolicy }),
    ...(UpdateReplacePolicy !== undefined && { UpdateReplacePolicy }),
    ...(fixed.length > 0 && { Properties: Object.fromEntries(fixed.map((name) => [name, Properties[name]])) }),
  };
}

/** Something that an upgrade would lose. */
export interface Loss {
  /** Logical ID of the resource. */
  readonly id: string;
  readonly what: string;
}

/** Returns what an upgrade loses: what of the resources of a release the present ones do not keep. */
export function lossesOf(released: Resources, present: Resources): Loss[] {
  return Object.entries(released).flatMap(([id, before]) => {
    const named = `${before.Type} ${nameOf(before) ?? id}`;
    const after = present[id];
    if (after === undefined || after.Type !== before.Type) {
      return [{ id, what: `${named}: is no longer in the template under the logical ID ${id}` }];
    }
    const changed = (FIXED[before.Type] ?? []).flatMap((property) => {
      const [old, now] = [before, after].map(({ Properties }) => JSON.stringify(Properties?.[property]) ?? 'nothing');
      return old === now ? [] : [`${named}: ${property} changes from ${old} to ${now}, which makes another one`];
    });
    const policies = POLICIES.filter((policy) => keeps(before[policy]) && !keeps(after[policy]));
    const deleted = policies.map((policy) => `${named}: ${policy} no longer keeps it`);
    return [...changed, ...deleted].map((what) => ({ id, what }));
  });
}

const keeps = (policy: string | undefined): boolean => policy?.startsWith('Retain') ?? false;

function nameOf({ Type, Properties = {} }: Resource): string | undefined {
  const name = (FIXED[Type] ?? []).map((property) => Properties[property]).find((value) => typeof value === 'string');
  return name as string | undefined;
}
