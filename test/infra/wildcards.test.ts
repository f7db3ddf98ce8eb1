import type { Template } from 'aws-cdk-lib/assertions';
import { backgroundFunctions, operationsWith } from '../../functions/operations/index.ts';
import { listed, type PolicyProperties, resources, type Statement, synthesized } from './synthesized.ts';

const FUNCTIONS = operationsWith('built-in').length + Object.keys(backgroundFunctions).length;

/** Every `Allow` statement of roles and resources, with the logical ID of its policy. */
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

/** The statement that lets the account's own policies decide about a key. Without it nobody could manage the key. */
const isOfTheAccount = ({ statement }: { statement: Statement }) =>
  statement.Action === 'kms:*' && JSON.stringify(Object(statement)['Principal']).includes(':root"');

/** AWS has no resource to restrict these two to. */
const isForTraces = ({ Action }: Statement) =>
  listed(Action).join() === 'xray:PutTelemetryRecords,xray:PutTraceSegments';

/** They name a query, or list groups. AWS has no resource for them; reading a group needs `StartQuery` on it. */
const isForQueries = ({ Action }: Statement) =>
  listed(Action).join() === 'logs:DescribeLogGroups,logs:GetQueryResults,logs:StopQuery';

describe.each([
  ['dev', synthesized('dev')],
  ['prod', synthesized('prod')],
] as const)('in %s', (stage, made) => {
  const allowed = allowedIn(made);

  test('no action has a wildcard', () => {
    const wild = allowed.filter(({ statement }) => listed(statement.Action).some((action) => action.includes('*')));
    expect(allowed.length).toBeGreaterThan(FUNCTIONS);
    expect(wild.filter((entry) => !isOfTheAccount(entry))).toEqual([]);
    // The key of the data, and the key that signs the archive.
    expect(wild).toHaveLength(stage === 'prod' ? 2 : 0);
  });

  test("only writing traces, results of queries, and a key's own policy, where `*` is the key, are for every resource", () => {
    const wild = allowed.filter(
      ({ statement }) =>
        listed(statement.Resource).includes('*') && !isForTraces(statement) && !isForQueries(statement),
    );
    expect([...new Set(wild.map(({ type }) => type))]).toEqual(stage === 'prod' ? ['AWS::KMS::Key'] : []);
  });

  test("the only managed policies are API Gateway's for its log and CodeDeploy's for shifting", () => {
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
