import type { OwnResources, PasswordResetProps } from './password-reset-props.ts';
import { SettingsError } from './settings/settings-error.ts';
import type { StageSettings } from './settings/stage-settings.ts';

/** Settings by the construct that stands in their place. */
export type Named = { readonly [Property in keyof OwnResources]: Partial<StageSettings> };

/** Attribute by which a construct is known, and words for the construct. */
const KINDS: { readonly [Property in keyof OwnResources]-?: readonly [attribute: string, words: string] } = {
  kmsKey: ['keyArn', 'a KMS key (IKey)'],
  siteCertificate: ['certificateArn', 'a certificate (ICertificate)'],
  apiCertificate: ['certificateArn', 'a certificate (ICertificate)'],
  hostedZone: ['hostedZoneId', 'a hosted zone (IHostedZone)'],
  userPool: ['userPoolId', 'a user pool (IUserPool)'],
  pageTopic: ['topicArn', 'an SNS topic (ITopic)'],
  ticketTopic: ['topicArn', 'an SNS topic (ITopic)'],
  subnets: ['subnetId', 'a list of subnets (ISubnet[]), such as vpc.privateSubnets'],
  securityGroups: ['securityGroupId', 'a list of security groups (ISecurityGroup[])'],
};

/** Returns the properties that are settings. */
export const settingsAmong = (props: PasswordResetProps): Omit<PasswordResetProps, keyof OwnResources> => {
  const settings = Object.entries(props).filter(([name]) => !Object.hasOwn(KINDS, name));
  return Object.fromEntries(settings) as Omit<PasswordResetProps, keyof OwnResources>;
};

const LISTS: readonly string[] = ['subnets', 'securityGroups'];

const has = (value: unknown, attribute: string): boolean =>
  typeof value === 'object' && value !== null && attribute in value;

/**
 * Returns the settings that the constructs of the properties stand for. An app in JavaScript may give anything.
 *
 * @throws {@link SettingsError} that names every property that is no such construct
 */
export function namedBy(props: PasswordResetProps): Named {
  const lines = Object.entries(KINDS).flatMap(([property, [attribute, words]]) => {
    const given: unknown = props[property as keyof OwnResources];
    if (given === undefined) return [];
    const fits = LISTS.includes(property)
      ? Array.isArray(given) && given.every((one) => has(one, attribute))
      : has(given, attribute);
    return fits ? [] : [`  ${property}: must be ${words}. Fix: give the construct itself, or remove ${property}`];
  });
  if (lines.length > 0) throw new SettingsError(`The properties of PasswordReset are wrong:\n${lines.join('\n')}`);
  const { kmsKey, siteCertificate, apiCertificate, hostedZone, userPool, subnets, securityGroups } = props;
  const { pageTopic, ticketTopic } = props;
  return {
    ...(kmsKey && { kmsKey: { kmsKeyArn: kmsKey.keyArn } }),
    ...(siteCertificate && { siteCertificate: { siteCertificateArn: siteCertificate.certificateArn } }),
    ...(apiCertificate && { apiCertificate: { apiCertificateArn: apiCertificate.certificateArn } }),
    ...(hostedZone && {
      hostedZone: { hostedZoneId: hostedZone.hostedZoneId, hostedZoneName: hostedZone.zoneName },
    }),
    ...(pageTopic && { pageTopic: { pageTopicArn: pageTopic.topicArn } }),
    ...(ticketTopic && { ticketTopic: { ticketTopicArn: ticketTopic.topicArn } }),
    ...(userPool && { userPool: { cognitoUserPoolId: userPool.userPoolId } }),
    ...(subnets && { subnets: { vpcSubnetIds: subnets.map(({ subnetId }) => subnetId) } }),
    ...(securityGroups && {
      securityGroups: { vpcSecurityGroupIds: securityGroups.map(({ securityGroupId }) => securityGroupId) },
    }),
  };
}
