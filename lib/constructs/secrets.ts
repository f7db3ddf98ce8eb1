import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { Access } from './access.ts';
import { removalPolicyOf } from './removal.ts';

/** 64 letters and digits carry 381 bits; ASVS 13.3.1 and the keyed digests ask for 256. */
const GENERATED = { passwordLength: 64, excludePunctuation: true };

/** The two secrets of a stage. Neither is ever in the template, a variable or an output: only their names are. */
export class Secrets extends Construct {
  readonly pepperName: string;
  readonly captchaName: string;
  readonly #pepper: Secret;
  readonly #captcha: Secret;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const removalPolicy = removalPolicyOf(settings);
    // A name may not end in a hyphen and six characters, or the name and the start of an ARN cannot be told apart.
    this.pepperName = `password-reset/${settings.stage}/pepper`;
    this.captchaName = `password-reset/${settings.stage}/captcha`;
    this.#pepper = new Secret(this, 'Pepper', {
      secretName: this.pepperName,
      description:
        'Keys the digests and codes of password resets. To rotate: put a new value; the one before stays accepted.',
      generateSecretString: GENERATED,
      removalPolicy,
    });
    this.#captcha = new Secret(this, 'Captcha', {
      secretName: this.captchaName,
      description:
        "The secret key of the human check's provider (reCAPTCHA Enterprise: an API key). Generated at random, so that nobody passes, until the real one is put.",
      generateSecretString: GENERATED,
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
