import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { type Access, permission, together, variables } from './access.ts';
import type { Encryption } from './encryption.ts';
import { removalPolicyOf } from './removal.ts';

/** 64 letters and digits carry 381 bits; ASVS 13.3.1 and the keyed digests ask for 256. */
const GENERATED = { passwordLength: 64, excludePunctuation: true };

/** The two secrets of a stage. Neither is ever in the template, a variable or an output: only their names are. */
export class Secrets extends Construct {
  readonly pepperName: string;
  readonly captchaName: string;
  readonly #pepper: Secret;
  readonly #captcha: Secret;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, settings: Settings, encryption: Encryption) {
    super(scope, id);
    this.#encryption = encryption;
    const kept = {
      generateSecretString: GENERATED,
      removalPolicy: removalPolicyOf(settings),
      encryptionKey: encryption.key,
    };
    // A name may not end in a hyphen and six characters, or the name and the start of an ARN cannot be told apart.
    this.pepperName = `password-reset/${settings.stage}/pepper`;
    this.captchaName = `password-reset/${settings.stage}/captcha`;
    this.#pepper = new Secret(this, 'Pepper', {
      secretName: this.pepperName,
      description:
        'Keys the digests and codes of password resets. To rotate: put a new value; the one before stays accepted.',
      ...kept,
    });
    this.#captcha = new Secret(this, 'Captcha', {
      secretName: this.captchaName,
      description:
        "The secret key of the human check's provider (reCAPTCHA Enterprise: an API key). Generated at random, so that nobody passes, until the real one is put.",
      ...kept,
    });
  }

  readPepper(): Access<{ PEPPER_SECRET_ARN: string }> {
    return together(variables({ PEPPER_SECRET_ARN: this.#pepper.secretArn }), this.#read(this.#pepper));
  }

  readCaptcha(): Access<{ CAPTCHA_SECRET_ARN: string }> {
    return together(variables({ CAPTCHA_SECRET_ARN: this.#captcha.secretArn }), this.#read(this.#captcha));
  }

  #read({ secretArn }: Secret): Access {
    return together(permission(['secretsmanager:GetSecretValue'], [secretArn]), this.#encryption.useSecret(secretArn));
  }
}
