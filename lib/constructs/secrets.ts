import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { GENERATED_SECRET, secretNames } from '../stage-names.ts';
import type { Access } from './access.ts';
import { removalPolicyOf } from './removal.ts';

/** The two secrets of a stage. Neither is ever in the template, a variable or an output: only their names are. */
export class Secrets extends Construct {
  readonly pepperName: string;
  readonly captchaName: string;
  readonly #pepper: Secret;
  readonly #captcha: Secret;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const removalPolicy = removalPolicyOf(settings);
    const names = secretNames(settings.stage);
    this.pepperName = names.pepper;
    this.captchaName = names.captcha;
    this.#pepper = new Secret(this, 'Pepper', {
      secretName: this.pepperName,
      description:
        'Keys the digests and codes of password resets. To rotate: put a new value; the one before stays accepted.',
      generateSecretString: GENERATED_SECRET,
      removalPolicy,
    });
    this.#captcha = new Secret(this, 'Captcha', {
      secretName: this.captchaName,
      description:
        "The secret key of the human check's provider (reCAPTCHA Enterprise: an API key). Generated at random, so that nobody passes, until the real one is put.",
      generateSecretString: GENERATED_SECRET,
      removalPolicy,
    });
  }

  readPepper(): Access<{ PEPPER_SECRET_ARN: string }> {
    return { variables: { PEPPER_SECRET_ARN: this.#pepper.secretArn }, statements: [read(this.#pepper)] };
  }

  readCaptcha(): Access<{ CAPTCHA_SECRET_ARN: string }> {
    return { variables: { CAPTCHA_SECRET_ARN: this.#captcha.secretArn }, statements: [read(this.#captcha)] };
  }
}

const read = (secret: Secret) => ({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] });
