import { App, type Environment, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { PasswordReset } from '../../lib/password-reset.ts';
import type { PasswordResetProps } from '../../lib/password-reset-props.ts';

/** An app that has other parts than password reset, with a stack that makes resources for it. */

export interface AppOfYours {
  readonly env?: Environment;
  /** Number of topics that the stack has beside. */
  readonly topics?: number;
  /** Properties that take a resource of the stack. */
  readonly own?: readonly (keyof ReturnType<typeof resourcesOfYours>)[];
  /** ID of a role that gets every grant. */
  readonly grantee?: string;
}

/** Returns the template of a stack with one construct for each of the properties, with the IDs `Reset1`, `Reset2` … */
export function inAppOfYours(
  given: readonly PasswordResetProps[],
  { env, topics = 0, own = [], grantee }: AppOfYours = {},
): Record<string, unknown> {
  const app = new App({
    treeMetadata: false,
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  const stack = new Stack(app, 'Identity', env && { env });
  for (let index = 0; index < topics; index += 1) new Topic(stack, `Topic${index}`);
  const all = resourcesOfYours(stack);
  const chosen = Object.fromEntries(own.map((name) => [name, all[name]()]));
  const resets = given.map(
    (props, index) => new PasswordReset(stack, `Reset${index + 1}`, own.length === 0 ? props : { ...props, ...chosen }),
  );
  if (grantee !== undefined) {
    const role = new Role(stack, grantee, { assumedBy: new AccountPrincipal('210987654321') });
    for (const reset of resets) {
      reset.grantPutCaptchaSecret(role);
      reset.grantQueryAudit(role);
    }
  }
  return Template.fromStack(stack).toJSON();
}

/** Returns the settings that the construct warns of, and the whole text of any other warning. */
export function warningsOfYours(props: PasswordResetProps): string[] {
  const app = new App({ builtinCloudFormationValidation: false, context: { 'aws:cdk:bundling-stacks': [] } });
  const stack = new Stack(app, 'Identity');
  new PasswordReset(stack, 'Reset', props);
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  const texts = warnings.map(({ entry }) => entry.data as string);
  return texts.map((text) => /^\w+(?=:| is off)/.exec(text)?.[0] ?? text).sort();
}

/** Makes resources in a stack, each when it is asked for. */
const resourcesOfYours = (stack: Stack) => ({
  kmsKey: () => new Key(stack, 'Key'),
  siteCertificate: () => new Certificate(stack, 'SiteCertificate', { domainName: 'login.example.org' }),
  apiCertificate: () => new Certificate(stack, 'ApiCertificate', { domainName: 'api.login.example.org' }),
  hostedZone: () => new HostedZone(stack, 'Zone', { zoneName: 'example.org' }),
  eventBus: () => new EventBus(stack, 'Bus').eventBusArn,
  pageTopic: () => new Topic(stack, 'Pager'),
  ticketTopic: () => new Topic(stack, 'Tickets'),
  userPool: () => new UserPool(stack, 'Pool'),
  subnets: () => [Subnet.fromSubnetId(stack, 'Subnet', 'subnet-0123456789abcdef0')],
  securityGroups: () => [new SecurityGroup(stack, 'Group', { vpc: new Vpc(stack, 'Vpc', { natGateways: 0 }) })],
});
