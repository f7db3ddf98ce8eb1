import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbTokenRegister } from '../../adapters/dynamodb/token-register.ts';
import type { Provider } from '../../adapters/captcha/provider.ts';
import { ProviderCaptcha } from '../../adapters/captcha/provider-captcha.ts';
import { RecaptchaEnterprise } from '../../adapters/captcha/recaptcha-enterprise.ts';
import { recaptchaV2, recaptchaV3, turnstile } from '../../adapters/captcha/siteverify.ts';
import { secretText } from '../../adapters/secrets/text.ts';
import type { EnvironmentOf } from '../environment.ts';
import type { AuditLog, Peppers } from '../../ports.ts';
import { clock } from './clients.ts';

export type CaptchaEnvironment = Pick<
  EnvironmentOf<'resend-otp'>,
  | 'CAPTCHA_PROVIDER'
  | 'CAPTCHA_VERIFY_URL'
  | 'CAPTCHA_SITE_KEY'
  | 'CAPTCHA_HOSTNAMES'
  | 'CAPTCHA_MINIMUM_SCORE'
  | 'CAPTCHA_SECRET_ARN'
  | 'RESET_TABLE'
>;

function captchaProvider(environment: CaptchaEnvironment): Provider {
  const { CAPTCHA_VERIFY_URL: verifyUrl, CAPTCHA_SITE_KEY: siteKey } = environment;
  switch (environment.CAPTCHA_PROVIDER) {
    case 'recaptcha-v2':
      return recaptchaV2(verifyUrl);
    case 'recaptcha-v3':
      return recaptchaV3(verifyUrl);
    case 'recaptcha-enterprise':
      return new RecaptchaEnterprise({ assessmentsUrl: verifyUrl, siteKey });
    case 'turnstile':
      return turnstile(verifyUrl);
  }
}

type Key = Pick<Peppers, 'current'>;

/**
 * Reads the captcha secret, and then begins to read what the step needs of Secrets Manager behind the check: it comes while the provider is
 * asked, so that a person who meets a cold function does not wait for one secret after the other. A fault is for who needs the key.
 */
export const withKeysBehind = (secret: () => Promise<string>, keys: readonly Key[]) => async (): Promise<string> => {
  const text = await secret();
  for (const key of keys) key.current().catch(() => undefined);
  return text;
};

/**
 * What stands before an operation that names a captcha action.
 *
 * @param keys what the operation reads when the check is passed
 */
export const captcha = (
  environment: CaptchaEnvironment,
  client: DynamoDBDocumentClient,
  secrets: SecretsManagerClient,
  audit: AuditLog,
  keys: readonly Key[],
) => ({
  check: new ProviderCaptcha({
    provider: captchaProvider(environment),
    register: new DynamoDbTokenRegister(client, environment.RESET_TABLE),
    clock,
    secret: withKeysBehind(secretText(secrets, environment.CAPTCHA_SECRET_ARN, clock), keys),
    hostnames: environment.CAPTCHA_HOSTNAMES,
    minimumScore: environment.CAPTCHA_MINIMUM_SCORE,
  }),
  audit,
  clock,
});
