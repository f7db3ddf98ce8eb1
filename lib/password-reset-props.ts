import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ISecurityGroup, ISubnet } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StageSettings } from './settings/stage-settings.ts';

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

/** Secret that the directories `ldap` and `webhook` share with the functions. */
export interface DirectorySecret {
  /** Name of the output, in stacks of the command `deploy`, that has the name of the secret. */
  readonly output: 'LdapSecretName' | 'WebhookSecretName';
  readonly name: string;
  /** What to do with it. */
  readonly description: string;
}

/** DNS record that is outside of the hosted zone. */
export interface RecordToPublish {
  /** Part of the service that needs it, such as `Site` or `Dkim1`. */
  readonly part: string;
  /** Name, type and value, separated by blanks. */
  readonly record: string;
}

/** SNS topics of the alarms, for a pager and a ticket system to subscribe to. */
export interface AlarmTopics {
  /** Users cannot reset their passwords, or soon will not be able to. */
  readonly page: ITopic;
  /** It can wait for the morning. */
  readonly ticket: ITopic;
}
