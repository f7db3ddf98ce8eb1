import type { Settings } from './schema.ts';

/** Settings that name a resource which has to be in the account of the stack. */
const IN_ACCOUNT = [
  'siteCertificateArn',
  'apiCertificateArn',
  'siteWebAclArn',
  'apiWebAclArn',
  'kmsKeyArn',
  'pageTopicArn',
  'ticketTopicArn',
] as const;

const REGION_OF_ARN = /^arn:[^:]+:[^:]+:([^:]+):/;

/** Settings that name a resource which has to be in the region of the stack, with the region in their value. */
const IN_REGION = [
  ['apiCertificateArn', REGION_OF_ARN],
  ['apiWebAclArn', REGION_OF_ARN],
  ['kmsKeyArn', REGION_OF_ARN],
  ['pageTopicArn', REGION_OF_ARN],
  ['ticketTopicArn', REGION_OF_ARN],
  ['eventBus', REGION_OF_ARN],
  ['cognitoUserPoolId', /^([a-z0-9-]+)_/],
] as const;

/** Returns a message for each setting that names a resource in another account or region than the stack's. */
export function wrongPlace(settings: Settings): string[] {
  const { account, region } = settings;
  const accountIn = (arn: string | undefined) => /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1];
  const elsewhere = IN_ACCOUNT.map((name) => [name, accountIn(settings[name])] as const).filter(
    ([, other]) => account !== undefined && other !== undefined && other !== account,
  );
  const abroad = IN_REGION.map(([name, pattern]) => [name, pattern.exec(settings[name] ?? '')?.[1]] as const).filter(
    ([, other]) => region !== undefined && other !== undefined && other !== region,
  );
  return [
    ...elsewhere.map(([name, other]) => `${name}: is in the account ${other}, ${notIn('account', account)}`),
    ...abroad.map(([name, other]) => `${name}: is in ${other}, ${notIn('region', region)}`),
  ];
}

const notIn = (setting: 'account' | 'region', value: string | undefined) =>
  `and this stage in ${value}. Fix: name one that is there, or correct ${setting}`;
