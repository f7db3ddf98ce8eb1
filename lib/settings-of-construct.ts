import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { OwnResources, PasswordResetProps } from './password-reset-props.ts';
import { checkSettings, SettingsError } from './settings/check.ts';
import type { Settings } from './settings/schema.ts';
import type { StageSettings } from './settings/stage-settings.ts';

type Named = { readonly [Property in keyof OwnResources]: Partial<StageSettings> };

/**
 * Returns the settings of a construct, checked, with the defaults filled in.
 *
 * @throws {@link SettingsError} that names every wrong setting, or the construct that stands in its place
 */
export function settingsOf(scope: Construct, props: PasswordResetProps): Settings {
  const { kmsKey, siteCertificate, apiCertificate, hostedZone, userPool, subnets, securityGroups, ...others } = props;
  const { pageTopic, ticketTopic, ...given } = others;
  const named: Named = {
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
  refuseTwice(props.stage, given, named);
  const { account, region } = Stack.of(scope);
  const settings = {
    ...(!Token.isUnresolved(account) && { account }),
    ...(!Token.isUnresolved(region) && { region }),
    ...given,
    ...(kmsKey && { customerManagedKey: true }),
  };
  const all = Object.values(named).reduce<StageSettings>((sum, some) => ({ ...sum, ...some }), settings);
  return checkSettings(
    all,
    {},
    { placeOf: () => 'in the properties of PasswordReset', nameOf: (name) => propertyOf(name, named) },
  );
}

/** Returns the construct that stands in place of a setting, or the setting itself. */
const propertyOf = (setting: string, named: Named): string =>
  Object.entries(named).find(([, settings]) => Object.hasOwn(settings, setting))?.[0] ?? setting;

function refuseTwice(stage: string, given: object, named: Named): void {
  const lines = Object.entries(named).flatMap(([property, settings]) =>
    Object.keys(settings)
      .filter((name) => Object.hasOwn(given, name))
      .map((name) => `  ${name}: is given as the construct ${property} too. Fix: remove one of the two`),
  );
  if (lines.length > 0) throw new SettingsError(`The settings of stage "${stage}" are wrong:\n${lines.join('\n')}`);
}
