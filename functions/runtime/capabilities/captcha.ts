import { Altcha } from '../../adapters/captcha/altcha.ts';
import { ProviderCaptcha } from '../../adapters/captcha/provider-captcha.ts';
import type { Provider } from '../../adapters/captcha/provider.ts';
import { RecaptchaEnterprise } from '../../adapters/captcha/recaptcha-enterprise.ts';
import { hcaptcha, recaptchaV2, recaptchaV3, turnstile } from '../../adapters/captcha/siteverify.ts';
import { DynamoDbTokenRegister } from '../../adapters/dynamodb/token-register.ts';
import { secretText } from '../../adapters/secrets/text.ts';
import { CAPTCHA_PROVIDERS } from '../../operations/fields.ts';
import type { Peppers } from '../../ports.ts';
import { capability } from '../capability.ts';
import { clock } from '../clients.ts';
import { integer, list, oneOf, type Parsed, share, text, unless, url } from '../variables.ts';
import { resetTable } from './resets.ts';

/**
 * Reads the captcha secret, and then begins to read the function's keys: they come while the provider is asked, so
 * that a user who meets a cold function does not wait for one secret after the other. A failure to read a key is left
 * to the step that needs it.
 */
export const withKeysBehind =
  (secret: () => Promise<string>, keys: () => Iterable<Pick<Peppers, 'current'>>) => async (): Promise<string> => {
    const value = await secret();
    for (const key of keys()) key.current().catch(() => undefined);
    return value;
  };

const variables = {
  ...resetTable,
  CAPTCHA_PROVIDER: oneOf(...CAPTCHA_PROVIDERS),
  CAPTCHA_SECRET_ARN: text,
  /** `none` where the captcha is this service's own. */
  CAPTCHA_SITE_KEY: unless('none', text),
  CAPTCHA_VERIFY_URL: unless('none', url),
  CAPTCHA_HOSTNAMES: list,
  CAPTCHA_MINIMUM_SCORE: share,
  CHALLENGE_LIFETIME_SECONDS: integer(1, 3600),
};

function providerOf(environment: Parsed<typeof variables>): Provider {
  const {
    CAPTCHA_PROVIDER: name,
    CAPTCHA_VERIFY_URL: verifyUrl,
    CAPTCHA_SITE_KEY: siteKey,
    CHALLENGE_LIFETIME_SECONDS: lifetime,
  } = environment;
  if (name === 'altcha') return new Altcha(clock, lifetime);
  if (verifyUrl === undefined || siteKey === undefined) throw new Error(`${name} needs a URL and a site key`);
  switch (name) {
    case 'recaptcha-v2':
      return recaptchaV2(verifyUrl);
    case 'recaptcha-v3':
      return recaptchaV3(verifyUrl);
    case 'recaptcha-enterprise':
      return new RecaptchaEnterprise({ assessmentsUrl: verifyUrl, siteKey });
    case 'turnstile':
      return turnstile(verifyUrl);
    case 'hcaptcha':
      return hcaptcha(verifyUrl, siteKey);
  }
}

/** Verifies captcha tokens, each of which opens one step (R11). */
export const captcha = /* @__PURE__ */ capability({
  variables,
  rights: [
    { on: 'secret', name: 'captcha' },
    { on: 'resets', items: { 'CAPTCHA#': ['PutItem'] } },
  ],
  adapter: (environment, { clients }) =>
    new ProviderCaptcha({
      provider: providerOf(environment),
      register: new DynamoDbTokenRegister(clients.documents, environment.RESET_TABLE),
      clock,
      secret: withKeysBehind(secretText(clients.secrets, environment.CAPTCHA_SECRET_ARN, clock), () => clients.allKeys),
      hostnames: environment.CAPTCHA_HOSTNAMES,
      minimumScore: environment.CAPTCHA_MINIMUM_SCORE,
    }),
});

/** Reads the secret that signs challenges, which is the one that tokens are verified with. */
export const challengeSecret = /* @__PURE__ */ capability({
  variables: { CAPTCHA_SECRET_ARN: text },
  rights: [{ on: 'secret', name: 'captcha' }],
  adapter: ({ CAPTCHA_SECRET_ARN: arn }, { clients }) => secretText(clients.secrets, arn, clock),
});
