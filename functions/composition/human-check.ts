import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbTokenRegister } from '../adapters/dynamodb-token-register.ts';
import type { Provider } from '../adapters/human-check/provider.ts';
import { ProviderHumanCheck } from '../adapters/human-check/provider-human-check.ts';
import { RecaptchaEnterprise } from '../adapters/human-check/recaptcha-enterprise.ts';
import { recaptchaV2, recaptchaV3, turnstile } from '../adapters/human-check/siteverify.ts';
import { secretText } from '../adapters/secrets-manager-text.ts';
import type { EnvironmentOf } from '../environment.ts';
import type { AuditLog } from '../ports.ts';
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

/** What stands before an operation that names a captcha action. */
export const humanCheck = (
  environment: CaptchaEnvironment,
  client: DynamoDBDocumentClient,
  secrets: SecretsManagerClient,
  audit: AuditLog,
) => ({
  check: new ProviderHumanCheck({
    provider: captchaProvider(environment),
    register: new DynamoDbTokenRegister(client, environment.RESET_TABLE),
    clock,
    secret: secretText(secrets, environment.CAPTCHA_SECRET_ARN, clock),
    hostnames: environment.CAPTCHA_HOSTNAMES,
    minimumScore: environment.CAPTCHA_MINIMUM_SCORE,
  }),
  audit,
  clock,
});
