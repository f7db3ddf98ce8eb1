import type { Template } from 'aws-cdk-lib/assertions';
import { backgroundFunctions, operations } from '../../functions/operations/index.ts';
import { listed, type PolicyProperties, resources, type Statement, synthesized } from './synthesized.ts';

const FUNCTIONS = Object.keys(operations).length + Object.keys(backgroundFunctions).length;

/** Every statement that allows something, of roles and of resources, with the name of what it belongs to. */
function allowedIn(made: Template): { id: string; type: string; statement: Statement }[] {
  const types = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy'];
  const ofPolicies = types.flatMap((type) =>
    resources<PolicyProperties>(made, type).flatMap(([id, { Properties }]) =>
      Properties.PolicyDocument.Statement.map((statement) => ({ id, type, statement })),
    ),
  );
  const ofKeys = resources<{ KeyPolicy: { Statement: Statement[] } }>(made, 'AWS::KMS::Key').flatMap(
    ([id, { Properties }]) =>
      Properties.KeyPolicy.Statement.map((statement) => ({ id, type: 'AWS::KMS::Key', statement })),
  );
  return [...ofPolicies, ...ofKeys].filter(({ statement }) => statement.Effect === 'Allow');
}

/** A key belongs to its account, whose own policies decide then. Without that statement nobody could ever manage it. */
const isOfTheAccount = ({ statement }: { statement: Statement }) =>
  statement.Action === 'kms:*' && JSON.stringify(Object(statement)['Principal']).includes(':root"');

/** AWS offers no resource to restrict these two to. */
const isForTraces = ({ Action }: Statement) =>
  listed(Action).join() === 'xray:PutTelemetryRecords,xray:PutTraceSegments';

describe.each([
  ['dev', synthesized('dev')],
  ['prod', synthesized('prod')],
] as const)('in %s', (stage, made) => {
  const allowed = allowedIn(made);

  test('no action has a wildcard', () => {
    const wild = allowed.filter(({ statement }) => listed(statement.Action).some((action) => action.includes('*')));
    expect(allowed.length).toBeGreaterThan(FUNCTIONS);
    expect(wild.filter((entry) => !isOfTheAccount(entry))).toEqual([]);
    // The key of the data, and the one that signs the archive.
    expect(wild).toHaveLength(stage === 'prod' ? 2 : 0);
  });

  test("no policy is for every resource, but for writing traces, and a key's own, where `*` is the key", () => {
    const wild = allowed.filter(({ statement }) => listed(statement.Resource).includes('*') && !isForTraces(statement));
    expect([...new Set(wild.map(({ type }) => type))]).toEqual(stage === 'prod' ? ['AWS::KMS::Key'] : []);
  });

  test("AWS's own policies are API Gateway's, which takes no other for its log, and CodeDeploy's for what it moves", () => {
    const roles = resources<{ ManagedPolicyArns?: unknown[]; Policies?: unknown[] }>(made, 'AWS::IAM::Role');
    expect(roles.filter(([, { Properties }]) => Properties.Policies !== undefined)).toEqual([]);
    const managed = roles.flatMap(([, { Properties }]) => Properties.ManagedPolicyArns ?? []);
    const names = [...JSON.stringify(managed).matchAll(/:iam::aws:policy\/service-role\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    const releases = stage === 'prod' ? ['AWSCodeDeployRoleForLambdaLimited'] : [];
    expect(managed).toHaveLength(1 + releases.length);
    expect(names).toEqual(expect.arrayContaining([...releases, 'AmazonAPIGatewayPushToCloudWatchLogs']));
  });
});
