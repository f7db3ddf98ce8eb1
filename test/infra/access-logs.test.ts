import { only, resources, synthesized, type Statement } from './synthesized.ts';

interface BucketProperties {
  readonly LoggingConfiguration?: {
    readonly DestinationBucketName: { readonly Ref: string };
    readonly LogFilePrefix: string;
  };
  readonly [other: string]: unknown;
}
type Distribution = { readonly DistributionConfig: { readonly Logging?: Readonly<Record<string, unknown>> } };

const bucketsIn = (template: ReturnType<typeof synthesized>) =>
  resources<BucketProperties>(template, 'AWS::S3::Bucket');
const loggingOf = (template: ReturnType<typeof synthesized>) =>
  only(resources<Distribution>(template, 'AWS::CloudFront::Distribution'))[1].Properties.DistributionConfig.Logging;

const logged = synthesized('prod', { accessLogs: 'true', logRetentionDays: '30' });
const [logs, { Properties: logBucket, DeletionPolicy }] = only(
  bucketsIn(logged).filter(([id]) => id.startsWith('AccessLogs')),
);

test('by default nobody logs who opens a page', () => {
  for (const stage of ['dev', 'staging', 'prod']) {
    const template = synthesized(stage);
    expect([
      loggingOf(template),
      bucketsIn(template).filter(([, { Properties }]) => Properties.LoggingConfiguration),
    ]).toEqual([undefined, []]);
  }
});

test('with accessLogs CloudFront and both buckets log into a bucket of their own, without cookies', () => {
  expect(loggingOf(logged)).toEqual({ Bucket: { 'Fn::GetAtt': [logs, 'RegionalDomainName'] }, Prefix: 'cloudfront/' });
  const prefixes = bucketsIn(logged).flatMap(
    ([
      ,
      {
        Properties: { LoggingConfiguration: to },
      },
    ]) => (to === undefined ? [] : [`${to.DestinationBucketName.Ref}/${to.LogFilePrefix}`]),
  );
  expect(prefixes.toSorted()).toEqual([`${logs}/archive/`, `${logs}/pages/`]);
});

test('a log is deleted when the other logs are, nobody else may read it, and no failed creation stumbles over it', () => {
  expect(logBucket).toMatchObject({
    LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 30 }] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
  });
  expect([logBucket['BucketName'], DeletionPolicy]).toEqual([undefined, 'Retain']);
  const policy = only(
    resources<{ PolicyDocument: { Statement: (Statement & { Principal: unknown })[] } }>(
      logged,
      'AWS::S3::BucketPolicy',
    ).filter(([id]) => id.startsWith('AccessLogs')),
  )[1].Properties.PolicyDocument.Statement;
  const writers = policy.filter(({ Effect }) => Effect === 'Allow');
  expect(writers.map(({ Action, Principal }) => [Action, Principal])).toEqual([
    ['s3:PutObject', { Service: 'logging.s3.amazonaws.com' }],
    ['s3:PutObject', { Service: 'logging.s3.amazonaws.com' }],
  ]);
});
