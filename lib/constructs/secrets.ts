import { SecretValue } from 'aws-cdk-lib';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import { GENERATED_SECRET, secretNames } from '../stage-names.ts';
import { type Access, permission, together, variables } from './access.ts';
import type { Encryption } from './encryption.ts';
import { removalPolicyOf } from './removal.ts';
import { documentAt } from '../instructions.ts';

/** Secrets of a stage. Templates, variables and outputs hold only their names. */
export class Secrets extends Construct {
  readonly pepperName: string;
  readonly captchaName: string;
  readonly #pepper: Secret;
  readonly #captcha: Secret;
  readonly #auditSubject: Secret;
  readonly #auditMac: Secret;
  readonly #origin: Secret;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, settings: Settings, encryption: Encryption) {
    super(scope, id);
    this.#encryption = encryption;
    const kept = {
      generateSecretString: GENERATED_SECRET,
      removalPolicy: removalPolicyOf(settings),
      encryptionKey: encryption.key,
    };
    const names = secretNames(settings.stage);
    this.pepperName = names.pepper;
    this.captchaName = names.captcha;
    this.#pepper = new Secret(this, 'Pepper', {
      secretName: this.pepperName,
      description:
        'Keys the digests and codes of password resets. To rotate: put a new value; the one before stays accepted.',
      ...kept,
    });
    this.#captcha = new Secret(this, 'Captcha', {
      secretName: this.captchaName,
      description:
        'The secret key of the captcha provider (reCAPTCHA Enterprise: an API key). Random, so that nobody passes, until you put the real one.',
      ...kept,
    });
    this.#auditSubject = new Secret(this, 'AuditSubject', {
      secretName: names.auditSubject,
      description: `Keys the digests by which audit events name users and sources. Dropping a version makes the digests of its period unlinkable: ${documentAt('reference/privacy.md')}.`,
      ...kept,
    });
    this.#auditMac = new Secret(this, 'AuditMac', {
      secretName: names.auditMac,
      description:
        'Keys the MAC of audit events. The audit consumer reads it, and so does anyone who verifies the trail.',
      ...kept,
    });
    this.#origin = new Secret(this, 'Origin', {
      secretName: names.origin,
      description: `Sent by CloudFront with each call that it passes to the API. To rotate: ${documentAt('guides/operations.md#origin-secret')}.`,
      ...kept,
    });
  }

  /** Value of the origin's secret, for the distribution that sends it and the firewall that looks for it. */
  get origin(): SecretValue {
    return this.#origin.secretValue;
  }

  /** Value before the last rotation. There is none before the first. */
  get originBefore(): SecretValue {
    return SecretValue.secretsManager(this.#origin.secretArn, { versionStage: 'AWSPREVIOUS' });
  }

  /** For functions that count or name the sources of calls. */
  readOrigin(): Access<{ ORIGIN_SECRET_ARN: string }> {
    return together(variables({ ORIGIN_SECRET_ARN: this.#origin.secretArn }), this.#read(this.#origin));
  }

  /** For functions that name a user or a source in the audit trail. */
  readAuditSubject(): Access<{ AUDIT_SUBJECT_SECRET_ARN: string }> {
    const { secretArn } = this.#auditSubject;
    return together(variables({ AUDIT_SUBJECT_SECRET_ARN: secretArn }), this.#read(this.#auditSubject));
  }

  /** For the audit consumer alone. */
  readAuditMac(): Access<{ AUDIT_MAC_SECRET_ARN: string }> {
    return together(variables({ AUDIT_MAC_SECRET_ARN: this.#auditMac.secretArn }), this.#read(this.#auditMac));
  }

  readPepper(): Access<{ PEPPER_SECRET_ARN: string }> {
    return together(variables({ PEPPER_SECRET_ARN: this.#pepper.secretArn }), this.#read(this.#pepper));
  }

  readCaptcha(): Access<{ CAPTCHA_SECRET_ARN: string }> {
    return together(variables({ CAPTCHA_SECRET_ARN: this.#captcha.secretArn }), this.#read(this.#captcha));
  }

  grantPutCaptcha(grantee: IGrantable): Grant {
    return this.#captcha.grantWrite(grantee);
  }

  #read({ secretArn }: Secret): Access {
    return together(permission(['secretsmanager:GetSecretValue'], [secretArn]), this.#encryption.useSecret(secretArn));
  }
}
