import { Stack, Token } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ISecurityGroup, ISubnet } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { checkSettings, SettingsError } from './settings/check.ts';
import type { Settings, StageSettings } from './settings/schema.ts';

/** Constructs of your app in place of settings that name such a resource. */
export interface OwnResources {
  /**
   * KMS key for tables, secrets, queues and logs, in place of `kmsKeyArn` and `customerManagedKey`. What services need
   * is added to its policy, unless it is imported.
   */
  readonly kmsKey?: IKey;
  /** Certificate in us-east-1 for the host of `siteUrl`, in place of `siteCertificateArn`. */
  readonly siteCertificate?: ICertificate;
  /** Certificate in the stack's region for the host of `apiUrl`, in place of `apiCertificateArn`. */
  readonly apiCertificate?: ICertificate;
  /** Zone for the DNS records, in place of `hostedZoneId` and `hostedZoneName`. */
  readonly hostedZone?: IHostedZone;
  /** SNS topic of the alarms with the severity page, in place of `pageTopicArn`. */
  readonly pageTopic?: ITopic;
  /** SNS topic of the alarms with the severity ticket, in place of `ticketTopicArn`. */
  readonly ticketTopic?: ITopic;
  /** User pool of the directory `cognito`, in place of `cognitoUserPoolId`. */
  readonly userPool?: IUserPool;
  /** Subnets of the functions that call the LDAP servers, in place of `vpcSubnetIds`. Needs `securityGroups`. */
  readonly subnets?: readonly ISubnet[];
  /** Security groups of those functions, in place of `vpcSecurityGroupIds`. Needs `subnets`. */
  readonly securityGroups?: readonly ISecurityGroup[];
}

/** Properties of `PasswordReset`: the settings of a stage. Its account and region are those of your stack. */
export type PasswordResetProps = Omit<StageSettings, 'account' | 'region'> & OwnResources;

/**
 * Returns the settings of a construct, checked, with the defaults filled in.
 *
 * @throws {@link SettingsError} that names every wrong setting
 */
export function settingsOf(scope: Construct, props: PasswordResetProps): Settings {
  const { kmsKey, siteCertificate, apiCertificate, hostedZone, userPool, subnets, securityGroups, ...others } = props;
  const { pageTopic, ticketTopic, ...given } = others;
  const named = {
    ...(kmsKey && { kmsKeyArn: kmsKey.keyArn, customerManagedKey: true }),
    ...(siteCertificate && { siteCertificateArn: siteCertificate.certificateArn }),
    ...(apiCertificate && { apiCertificateArn: apiCertificate.certificateArn }),
    ...(hostedZone && { hostedZoneId: hostedZone.hostedZoneId, hostedZoneName: hostedZone.zoneName }),
    ...(pageTopic && { pageTopicArn: pageTopic.topicArn }),
    ...(ticketTopic && { ticketTopicArn: ticketTopic.topicArn }),
    ...(userPool && { cognitoUserPoolId: userPool.userPoolId }),
    ...(subnets && { vpcSubnetIds: subnets.map(({ subnetId }) => subnetId) }),
    ...(securityGroups && { vpcSecurityGroupIds: securityGroups.map(({ securityGroupId }) => securityGroupId) }),
  } satisfies Partial<StageSettings>;
  const twice = Object.keys(named).filter((name) => name !== 'customerManagedKey' && Object.hasOwn(given, name));
  if (twice.length > 0) {
    const lines = twice.map((name) => `  ${name}: is given as a construct too. Fix: remove one of the two`);
    throw new SettingsError(`The settings of stage "${props.stage}" are wrong:\n${lines.join('\n')}`);
  }
  const { account, region } = Stack.of(scope);
  const ofStack = {
    ...(!Token.isUnresolved(account) && { account }),
    ...(!Token.isUnresolved(region) && { region }),
  };
  return checkSettings({ ...ofStack, ...given, ...named }, {}, () => 'in the properties of PasswordReset');
}
