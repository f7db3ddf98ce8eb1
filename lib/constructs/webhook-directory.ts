import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { DirectoryVariablesOf } from '../../functions/runtime/directory-variables.ts';
import { GENERATED_SECRET, secretNames } from '../stage-names.ts';
import { type Access, permission, together, variables } from './access.ts';
import type { Directory, DirectoryProps } from './directory.ts';
import type { Encryption } from './encryption.ts';
import { removalPolicyOf } from './removal.ts';

/** A directory of the customer's own, behind HTTPS. What is here is the key that signs what is said to it. */
export class WebhookDirectory extends Construct implements Directory {
  readonly tables: readonly Table[] = [];
  readonly #key: Secret;
  readonly #url: string;
  readonly #allowedNetworks: readonly string[];
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, { settings, encryption }: DirectoryProps) {
    super(scope, id);
    if (settings.webhookUrl === undefined) throw new Error('The settings name no URL of a webhook');
    this.#url = settings.webhookUrl;
    this.#allowedNetworks = settings.webhookAllowedNetworks ?? ['none'];
    this.#encryption = encryption;
    const secretName = secretNames(settings.stage).webhook;
    this.#key = new Secret(this, 'Key', {
      secretName,
      description: 'Signs the calls of the webhook directory. To rotate: docs/guides/webhook-directory.md.',
      generateSecretString: GENERATED_SECRET,
      removalPolicy: removalPolicyOf(settings),
      encryptionKey: encryption.key,
    });
    new CfnOutput(Stack.of(this), 'WebhookSecretName', {
      value: secretName,
      description: 'The key that your receiver checks signatures with; its ID is the version of the secret',
    });
  }

  allowLookup(): Access<DirectoryVariablesOf<'webhook', 'lookup'>> {
    return this.#call();
  }

  /** Asking what became of a change is a call like any other. */
  allowSettlement(): Access {
    return variables({});
  }

  allowChange(): Access<DirectoryVariablesOf<'webhook', 'change'>> {
    return this.#call();
  }

  /** The same for both: what the directory lets a call do is for the directory to say. */
  #call(): Access<DirectoryVariablesOf<'webhook', 'change'>> {
    const { secretArn } = this.#key;
    return together(
      variables({
        DIRECTORY: 'webhook',
        WEBHOOK_URL: this.#url,
        WEBHOOK_SECRET_ARN: secretArn,
        WEBHOOK_ALLOWED_NETWORKS: this.#allowedNetworks.join(','),
      }),
      permission(['secretsmanager:GetSecretValue'], [secretArn]),
      this.#encryption.useSecret(secretArn),
    );
  }
}
